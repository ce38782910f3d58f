package org.wellspring.wsman;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;
import org.wellspring.model.SelectorSet;
import org.wellspring.soap.Envelope;
import org.wellspring.xml.XmlElement;

/** Selectors as XML: a SelectorSet, or in October 2004 one Key block per key. */
final class Selectors {
  private static final int MOST = 64;

  /**
   * Clients of CIM servers send it with any resource. It names no key of an instance, and no event
   * has it: kept, it would match none. Classes of CIM take it for what it says.
   */
  private static final String CIM_NAMESPACE = "__cimnamespace";

  private static final String CIM_CLASSES = "http://schemas.dmtf.org/wbem/wscim/1/";

  private Selectors() {}

  static SelectorSet read(Envelope envelope) {
    List<XmlElement> sets =
        WsmanRequest.management(envelope.headers().stream(), "SelectorSet").toList();
    if (sets.size() > 1) {
      throw new FaultException(
          FaultCode.INVALID_HEADER, "The header SelectorSet is there " + sets.size() + " times.");
    }
    Stream<XmlElement> keys = WsmanRequest.management(envelope.headers().stream(), "Key");
    Stream<XmlElement> selectors =
        sets.stream().flatMap(set -> WsmanRequest.management(set.elements(), "Selector"));
    SelectorSet all = collect(Stream.concat(selectors, keys).toList());
    boolean ofClass =
        WsmanRequest.management(envelope.headers().stream(), "ResourceURI")
            .anyMatch(uri -> uri.trimmedText().startsWith(CIM_CLASSES));
    return ofClass ? all : all.without(CIM_NAMESPACE);
  }

  private static SelectorSet collect(List<XmlElement> selectors) {
    if (selectors.size() > MOST) {
      throw new FaultException(
          FaultCode.TOO_MANY_SELECTORS, selectors.size() + " selectors; " + MOST + " are allowed.");
    }
    Map<String, String> byName = new LinkedHashMap<>();
    for (XmlElement selector : selectors) {
      String name =
          selector
              .attribute("Name")
              .filter(n -> !n.isBlank())
              .orElseThrow(
                  () ->
                      new FaultException(
                          FaultCode.SELECTORS_INVALID_VALUE, "A selector has no Name attribute."));
      boolean repeated = byName.keySet().stream().anyMatch(known -> same(known, name));
      if (repeated) {
        throw new FaultException(
            FaultCode.SELECTORS_DUPLICATE, "The selector " + name + " is there twice.");
      }
      byName.put(
          name, selector.firstElement().map(Object::toString).orElse(selector.trimmedText()));
    }
    return SelectorSet.of(byName);
  }

  private static boolean same(String a, String b) {
    return a.toLowerCase(Locale.ROOT).equals(b.toLowerCase(Locale.ROOT));
  }

  /** The blocks that name an instance in an endpoint reference. */
  static List<XmlElement> write(Generation generation, SelectorSet selectors) {
    if (selectors.isEmpty()) {
      return List.of();
    }
    String namespace = generation.namespace();
    if (generation == Generation.OCTOBER_2004) {
      return selectors.asMap().entrySet().stream()
          .map(e -> named(namespace, "Key", e.getKey(), e.getValue()))
          .toList();
    }
    XmlElement.Builder set = XmlElement.builder(namespace, "SelectorSet", "wsman");
    selectors.asMap().forEach((name, value) -> set.add(named(namespace, "Selector", name, value)));
    return List.of(set.build());
  }

  private static XmlElement named(String namespace, String local, String name, String value) {
    return XmlElement.builder(namespace, local, "wsman")
        .attribute("Name", name)
        .text(value)
        .build();
  }
}
