package org.wellspring.cli;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wellspring.cli.option.UsageProblem;
import org.wellspring.xml.XmlAttribute;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlNode;

/** Changes properties of a representation: texts of its children, values of its attributes. */
final class PropertyEdit {
  private PropertyEdit() {}

  /**
   * A copy with other values.
   *
   * @throws UsageProblem if there is no such property, naming the ones there are
   */
  static XmlElement apply(XmlElement representation, Map<String, String> changes)
      throws UsageProblem {
    XmlElement changed = representation;
    for (Map.Entry<String, String> change : changes.entrySet()) {
      changed = apply(changed, change.getKey(), change.getValue());
    }
    return changed;
  }

  private static XmlElement apply(XmlElement from, String name, String value) throws UsageProblem {
    if (names(from).noneMatch(name::equals)) {
      throw new UsageProblem(
          "--set "
              + name
              + ": there is no such property; there are "
              + names(from).distinct().collect(Collectors.joining(", ")));
    }
    List<XmlNode> children = from.children().stream().map(c -> child(c, name, value)).toList();
    XmlElement.Builder to =
        XmlElement.builder(from.name().namespace(), from.name().local(), from.prefix())
            .declare(from.scope().bindings())
            .addAll(children);
    from.attributes().stream().map(a -> attribute(a, name, value)).forEach(to::attribute);
    return to.build();
  }

  private static Stream<String> names(XmlElement element) {
    return Stream.concat(
        element.elements().map(child -> child.name().local()),
        element.attributes().stream().map(attribute -> attribute.name().local()));
  }

  private static XmlNode child(XmlNode node, String name, String value) {
    return node instanceof XmlElement element && element.name().local().equals(name)
        ? element.toBuilder().clearChildren().text(value).build()
        : node;
  }

  private static XmlAttribute attribute(XmlAttribute attribute, String name, String value) {
    return attribute.name().local().equals(name)
        ? new XmlAttribute(attribute.name(), attribute.prefix(), value)
        : attribute;
  }
}
