package org.wellspring.cli.text;

import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlOutput;

/** XML for people: one element a line, indented. Elements that hold text stay on their line. */
public final class PrettyXml {
  private PrettyXml() {}

  /** Self-contained, without a line break at the end. */
  public static String of(XmlElement element) {
    return XmlOutput.toString(indented(element, 0));
  }

  private static XmlElement indented(XmlElement element, int depth) {
    boolean structured =
        element.elements().findAny().isPresent()
            && element.children().stream()
                .allMatch(child -> child instanceof XmlElement || child.text().isBlank());
    if (!structured) {
      return element;
    }
    XmlElement.Builder spaced = element.toBuilder().clearChildren();
    for (XmlElement child : element.elements().toList()) {
      spaced.text(lineBreak(depth + 1)).add(indented(child, depth + 1));
    }
    return spaced.text(lineBreak(depth)).build();
  }

  private static String lineBreak(int depth) {
    return "\n" + "  ".repeat(depth);
  }
}
