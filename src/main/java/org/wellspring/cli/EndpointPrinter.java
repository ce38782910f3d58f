package org.wellspring.cli;

import java.io.PrintWriter;
import org.wellspring.model.EndpointReference;
import org.wellspring.xml.XmlElement;

/** Prints where something is: address, resource, selectors, a line each. */
final class EndpointPrinter {
  private EndpointPrinter() {}

  static void print(PrintWriter out, EndpointReference reference) {
    out.println("address   " + reference.address());
    reference.headerBlocks().forEach(block -> print(out, block));
  }

  private static void print(PrintWriter out, XmlElement block) {
    switch (block.name().local()) {
      case "SelectorSet" -> block.elements().forEach(selector -> print(out, selector));
      case "Selector", "Key" ->
          out.println(
              "selector  " + block.attribute("Name").orElse("") + "=" + block.trimmedText());
      case "ResourceURI" -> out.println("resource  " + block.trimmedText());
      default -> out.println(String.format("%-9s ", block.name().local()) + block.trimmedText());
    }
  }
}
