package org.wellspring.cim;

import java.util.Locale;
import java.util.Optional;
import org.wellspring.xml.XmlOutput;

/**
 * Writes instances and their names. DSP0201 §5.2. Elements are never self-closed where they could
 * have content: wbemcli does not read that.
 */
public final class CimXmlWriter {
  /** What an instance is written with. */
  public enum ClassOrigin {
    WRITTEN,
    LEFT_OUT
  }

  private final ClassRepository classes;

  public CimXmlWriter(ClassRepository classes) {
    this.classes = classes;
  }

  /** An attribute, with a space in front. */
  public static String attribute(String name, String value) {
    StringBuilder out = new StringBuilder(" ").append(name).append("=\"");
    XmlOutput.escapeAttribute(out, XmlOutput.legalText(value));
    return out.append('"').toString();
  }

  /** Character data. */
  public static String text(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    XmlOutput.escapeText(out, XmlOutput.legalText(text));
    return out.toString();
  }

  /** A LOCALNAMESPACEPATH. */
  public static String namespacePath(String namespace) {
    StringBuilder out = new StringBuilder("<LOCALNAMESPACEPATH>");
    for (String part : namespace.split("/")) {
      out.append("<NAMESPACE").append(attribute("NAME", part)).append("/>");
    }
    return out.append("</LOCALNAMESPACEPATH>").toString();
  }

  /** An INSTANCENAME. */
  public String instanceName(InstancePath path) {
    StringBuilder out = new StringBuilder("<INSTANCENAME");
    out.append(attribute("CLASSNAME", path.className())).append('>');
    path.keys()
        .forEach(
            (name, value) ->
                out.append("<KEYBINDING")
                    .append(attribute("NAME", name))
                    .append('>')
                    .append(
                        value
                            .asPath()
                            .map(this::reference)
                            .orElseGet(() -> keyValue(path.className(), name, value)))
                    .append("</KEYBINDING>"));
    return out.append("</INSTANCENAME>").toString();
  }

  private String keyValue(String className, String name, CimValue value) {
    CimType type =
        classes.property(className, name).map(PropertyDeclaration::type).orElse(CimType.STRING);
    String kind = type.isNumeric() ? "numeric" : type == CimType.BOOLEAN ? "boolean" : "string";
    return "<KEYVALUE"
        + attribute("VALUETYPE", kind)
        + attribute("TYPE", type.wireName())
        + ">"
        + text(written(type, value.asText().orElse("")))
        + "</KEYVALUE>";
  }

  private static String written(CimType type, String canonical) {
    return type == CimType.BOOLEAN ? canonical.toUpperCase(Locale.ROOT) : canonical;
  }

  /** A reference as clients want it: with the namespace, without a host. */
  public String reference(InstancePath path) {
    String name = instanceName(path);
    String place =
        path.namespace()
            .map(ns -> "<LOCALINSTANCEPATH>" + namespacePath(ns) + name + "</LOCALINSTANCEPATH>")
            .orElse(name);
    return "<VALUE.REFERENCE>" + place + "</VALUE.REFERENCE>";
  }

  /** An INSTANCEPATH. */
  public String instancePath(String host, InstancePath path) {
    return "<INSTANCEPATH><NAMESPACEPATH><HOST>"
        + text(host)
        + "</HOST>"
        + namespacePath(path.namespace().orElse(""))
        + "</NAMESPACEPATH>"
        + instanceName(path)
        + "</INSTANCEPATH>";
  }

  /** An INSTANCE. */
  public String instance(CimInstance instance, ClassOrigin origin) {
    StringBuilder out = new StringBuilder(1024);
    out.append("<INSTANCE").append(attribute("CLASSNAME", instance.className())).append('>');
    instance
        .properties()
        .forEach(property -> out.append(property(instance.className(), property, origin)));
    return out.append("</INSTANCE>").toString();
  }

  private String property(String className, CimProperty property, ClassOrigin origin) {
    boolean reference = property.type() == CimType.REFERENCE;
    boolean array = property.cardinality() == Cardinality.ARRAY;
    String element = reference ? "PROPERTY.REFERENCE" : array ? "PROPERTY.ARRAY" : "PROPERTY";
    StringBuilder out = new StringBuilder("<").append(element);
    out.append(attribute("NAME", property.name()));
    if (!reference) {
      out.append(attribute("TYPE", property.type().wireName()));
    }
    if (origin == ClassOrigin.WRITTEN) {
      origin(className, property.name())
          .ifPresent(declaring -> out.append(attribute("CLASSORIGIN", declaring)));
    }
    if (property.value().filter(CimXmlWriter::isEmbedded).isPresent()) {
      out.append(attribute("EmbeddedObject", "instance"));
    }
    out.append('>');
    property.value().ifPresent(value -> out.append(value(property.type(), value)));
    return out.append("</").append(element).append('>').toString();
  }

  private Optional<String> origin(String className, String property) {
    return classes.property(className, property).map(PropertyDeclaration::origin);
  }

  private static boolean isEmbedded(CimValue value) {
    return value instanceof CimValue.Embedded
        || (value instanceof CimValue.Array array
            && array.items().stream().anyMatch(CimValue.Embedded.class::isInstance));
  }

  /** A VALUE, VALUE.ARRAY, VALUE.REFERENCE or VALUE.NULL. */
  public String value(CimType type, CimValue value) {
    if (value instanceof CimValue.Array array) {
      StringBuilder out = new StringBuilder("<VALUE.ARRAY>");
      array.items().forEach(item -> out.append(value(type, item)));
      return out.append("</VALUE.ARRAY>").toString();
    }
    if (value instanceof CimValue.Reference reference) {
      return reference(reference.path());
    }
    if (value instanceof CimValue.Embedded embedded) {
      return "<VALUE>" + text(instance(embedded.instance(), ClassOrigin.LEFT_OUT)) + "</VALUE>";
    }
    return value
        .asText()
        .map(scalar -> "<VALUE>" + text(written(type, scalar)) + "</VALUE>")
        .orElse("<VALUE.NULL/>");
  }
}
