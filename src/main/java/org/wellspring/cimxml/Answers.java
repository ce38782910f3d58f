package org.wellspring.cimxml;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.wellspring.cim.CimInstance;
import org.wellspring.cim.CimXmlWriter;
import org.wellspring.cim.CimXmlWriter.ClassOrigin;
import org.wellspring.cim.ClassRepository;
import org.wellspring.cim.InstancePath;
import org.wellspring.cim.NamedInstance;

/** Puts answers together out of instances and names. */
final class Answers {
  private final CimXmlWriter xml;
  private final String host;

  /**
   * @param host name of this system, for full paths
   */
  Answers(ClassRepository classes, String host) {
    this.xml = new CimXmlWriter(classes);
    this.host = host;
  }

  CimXmlWriter xml() {
    return xml;
  }

  static String returned(String content) {
    return "<IRETURNVALUE>" + content + "</IRETURNVALUE>";
  }

  static <T> String each(List<T> items, Function<T, String> write) {
    return items.stream().map(write).collect(Collectors.joining());
  }

  /** Which properties are written, and how. */
  record View(Optional<List<String>> properties, ClassOrigin origin) {
    /** As the parameters PropertyList and IncludeClassOrigin say; LocalOnly is passed over. */
    static View of(OperationCall call) {
      return new View(
          call.propertyList(),
          call.flag("IncludeClassOrigin", false) ? ClassOrigin.WRITTEN : ClassOrigin.LEFT_OUT);
    }

    CimInstance of(CimInstance instance) {
      return properties
          .map(
              names ->
                  instance.keeping(
                      property -> names.stream().anyMatch(property.name()::equalsIgnoreCase)))
          .orElse(instance);
    }
  }

  String instance(NamedInstance named, View view) {
    return xml.instance(view.of(named.instance()), view.origin());
  }

  String name(NamedInstance named) {
    return xml.instanceName(named.path());
  }

  String namedInstance(NamedInstance named, View view) {
    return "<VALUE.NAMEDINSTANCE>" + name(named) + instance(named, view) + "</VALUE.NAMEDINSTANCE>";
  }

  String path(InstancePath path) {
    return xml.instancePath(host, path);
  }

  String objectPath(NamedInstance named) {
    return "<OBJECTPATH>" + path(named.path()) + "</OBJECTPATH>";
  }

  String objectWithPath(NamedInstance named, View view) {
    return "<VALUE.OBJECTWITHPATH>"
        + path(named.path())
        + instance(named, view)
        + "</VALUE.OBJECTWITHPATH>";
  }

  String instanceWithPath(NamedInstance named, View view) {
    return "<VALUE.INSTANCEWITHPATH>"
        + path(named.path())
        + instance(named, view)
        + "</VALUE.INSTANCEWITHPATH>";
  }
}
