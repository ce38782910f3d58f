package org.wellspring.wbem;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.wellspring.cim.CimClass;
import org.wellspring.cim.CimException;
import org.wellspring.cim.CimInstance;
import org.wellspring.cim.CimStatus;
import org.wellspring.cim.CimType;
import org.wellspring.cim.CimValue;
import org.wellspring.cim.ClassRepository;
import org.wellspring.cim.InstancePath;
import org.wellspring.cim.NamedInstance;
import org.wellspring.cim.PropertyDeclaration;
import org.wellspring.cim.WsCim;
import org.wellspring.cim.WsCimReader;
import org.wellspring.cim.WsCimWriter;
import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;
import org.wellspring.model.FilterSpec;
import org.wellspring.model.Principal;
import org.wellspring.model.ResourceUri;
import org.wellspring.model.SelectorSet;
import org.wellspring.resource.ResourceProvider;
import org.wellspring.wbem.IndicationTerms.IndicationFilter;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlLimits;
import org.wellspring.xml.XmlProblem;
import org.wellspring.xml.XmlReader;

/**
 * The instances of a class over WS-Management, to be read, and the events of indication classes, to
 * be subscribed to: the same ones as over CIM-XML. Keys that are references are written as paths in
 * selectors. DSP0227 §7, §8, §10.2.1.
 */
final class CimResourceProvider implements ResourceProvider {
  /**
   * Resources are read without saying who asks, so nothing is shown here that belongs to someone.
   */
  private static final Principal NOBODY = new Principal("", Principal.Role.USER);

  private final ClassRepository classes;
  private final Supplier<ObjectManager> manager;
  private final String interop;
  private final List<String> languages;
  private final Optional<CimClass> asked;

  /**
   * @param asked empty for all classes
   */
  CimResourceProvider(
      ClassRepository classes,
      Supplier<ObjectManager> manager,
      String interop,
      List<String> languages,
      Optional<CimClass> asked) {
    this.classes = classes;
    this.manager = manager;
    this.interop = interop;
    this.languages = languages;
    this.asked = asked;
  }

  @Override
  public XmlElement get(SelectorSet selectors) {
    CimClass found = asked.orElseThrow(() -> unsupported("Get of all classes"));
    Map<String, CimValue> keys = new LinkedHashMap<>();
    classes.properties(found.name()).stream()
        .filter(property -> property.isKey())
        .forEach(
            property ->
                selectors
                    .value(property.name())
                    .ifPresent(value -> keys.put(property.name(), key(property, value))));
    String wanted = keyText(keys);
    return named(CimResources.namespace(selectors, interop)).stream()
        .filter(one -> keyText(one.path().keys()).equals(wanted))
        .map(one -> WsCimWriter.write(one.instance()))
        .findFirst()
        .orElseThrow(
            () ->
                new FaultException(
                    FaultCode.RESOURCE_UNKNOWN,
                    "There is no instance of "
                        + found.name()
                        + " with these selectors: "
                        + selectors
                        + "."));
  }

  /** A reference is given as an endpoint reference, or as the path that enumerations give out. */
  private static CimValue key(PropertyDeclaration property, String value) {
    if (property.type() != CimType.REFERENCE || !value.startsWith("<")) {
      return CimValue.of(value);
    }
    try {
      return WsCimReader.path(new XmlReader(XmlLimits.DEFAULTS).read(value))
          .map(CimValue::of)
          .orElse(CimValue.of(value));
    } catch (XmlProblem notXml) {
      return CimValue.of(value); // which names nothing
    }
  }

  private static String keyText(Map<String, CimValue> keys) {
    return new InstancePath(Optional.empty(), "", texts(keys)).canonical();
  }

  private static Map<String, CimValue> texts(Map<String, CimValue> keys) {
    Map<String, CimValue> texts = new LinkedHashMap<>();
    keys.forEach((name, value) -> texts.put(name, CimValue.of(text(value))));
    return texts;
  }

  private static String text(CimValue value) {
    return value.asPath().map(InstancePath::toString).orElse(value.asText().orElse(""));
  }

  private List<NamedInstance> named(String namespace) {
    if (asked.filter(CimClass::isIndication).isPresent()) {
      throw unsupported("Reading an indication class");
    }
    try {
      ObjectManager objects = manager.get();
      return asked
          .map(found -> objects.enumerate(NOBODY, namespace, found.name()))
          .orElseGet(() -> objects.all(NOBODY, objects.namespace(namespace)));
    } catch (CimException refused) {
      throw fault(refused);
    }
  }

  private static FaultException fault(CimException refused) {
    boolean unknown =
        refused.status() == CimStatus.INVALID_NAMESPACE
            || refused.status() == CimStatus.INVALID_CLASS
            || refused.status() == CimStatus.NOT_FOUND;
    return new FaultException(
        unknown ? FaultCode.RESOURCE_UNKNOWN : FaultCode.ACTION_NOT_SUPPORTED,
        refused.description());
  }

  @Override
  public List<Instance> enumerate() {
    return enumerate(Polymorphism.INCLUDE_SUBCLASS_PROPERTIES);
  }

  @Override
  public List<Instance> enumerate(Polymorphism mode) {
    List<Instance> all = new ArrayList<>();
    for (String namespace : manager.get().namespaces()) {
      for (NamedInstance one : named(namespace)) {
        boolean exact = asked.isEmpty() || one.instance().className().equals(asked.get().name());
        if (exact || mode != Polymorphism.NONE) {
          all.add(new Instance(selectors(one.path()), shown(one.instance(), mode)));
        }
      }
    }
    return all;
  }

  private XmlElement shown(CimInstance instance, Polymorphism mode) {
    if (mode != Polymorphism.EXCLUDE_SUBCLASS_PROPERTIES || asked.isEmpty()) {
      return WsCimWriter.write(instance);
    }
    String name = asked.get().name();
    return WsCimWriter.write(
        instance.keeping(property -> classes.property(name, property.name()).isPresent()), name);
  }

  private static SelectorSet selectors(InstancePath path) {
    Map<String, String> selectors = new LinkedHashMap<>();
    path.keys().forEach((name, value) -> selectors.put(name, text(value)));
    path.namespace().ifPresent(namespace -> selectors.put(WsCim.NAMESPACE_SELECTOR, namespace));
    return SelectorSet.of(selectors);
  }

  @Override
  public Optional<XmlElement> put(SelectorSet selectors, XmlElement representation) {
    throw unsupported("Put");
  }

  @Override
  public Instance create(XmlElement representation) {
    throw unsupported("Create");
  }

  @Override
  public void delete(SelectorSet selectors) {
    throw unsupported("Delete");
  }

  private FaultException unsupported(String what) {
    return new FaultException(
        FaultCode.ACTION_NOT_SUPPORTED,
        what
            + " is not offered here"
            + asked
                .map(found -> ": " + found.name() + " can only be subscribed to or read")
                .orElse("")
            + "; instances are made and changed over CIM-XML at /cimom.");
  }

  /**
   * By class: its events and those of its subclasses, whichever resource raised them. By all
   * classes: those that the filter's FROM names. By a CIM_IndicationFilter: those of its query.
   */
  @Override
  public Topic topic(Topic wish) {
    List<String> namespaces = wish.selectors().value(WsCim.NAMESPACE_SELECTOR).stream().toList();
    if (asked.filter(found -> found.name().equals(Keys.FILTER)).isPresent()) {
      return byFilterInstance(wish);
    }
    Optional<FilterSpec> filter = wish.filter();
    if (filter.isPresent() && languages.contains(filter.get().dialect())) {
      return indications(filter.get().text(), filter.get().dialect(), namespaces);
    }
    if (asked.isEmpty()) {
      throw new FaultException(
          FaultCode.CANNOT_PROCESS_FILTER,
          "A subscription to all classes needs a filter in CQL or WQL, whose FROM says which.");
    }
    if (!asked.get().isIndication()) {
      throw unsupported("Subscribing");
    }
    return filter.isPresent() // of another language: on the events of this very resource
        ? new Topic(wish.resource(), wish.selectors().without(WsCim.NAMESPACE_SELECTOR), filter)
        : indications("SELECT * FROM " + asked.get().name(), languages.get(0), namespaces);
  }

  private static Topic indications(String query, String language, List<String> namespaces) {
    return topic(new IndicationFilter("", query, language, namespaces));
  }

  private static Topic topic(IndicationFilter filter) {
    return new Topic(ResourceUri.ALL, SelectorSet.NONE, Optional.of(filter.toSpec()));
  }

  private Topic byFilterInstance(Topic wish) {
    if (wish.filter().isPresent()) {
      throw new FaultException(
          FaultCode.CANNOT_PROCESS_FILTER,
          "A subscription by an indication filter takes that filter's query; leave Filter out.");
    }
    XmlElement found = get(wish.selectors()); // the fault says which selectors were not found
    CimInstance filter = new WsCimReader(classes).read(found);
    return topic(Links.filter(filter));
  }
}
