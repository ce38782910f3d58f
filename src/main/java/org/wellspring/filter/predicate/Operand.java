package org.wellspring.filter.predicate;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wellspring.xml.XmlName;

/**
 * What a leaf looks at. Compared by value; the hash is computed once, as an event's values are kept
 * by operand.
 */
public sealed interface Operand {
  /** The local name of the event's root element: one value. Its class, in CIM's terms. */
  Operand CLASS_NAME = new Fixed("class name");

  /** The URI of the resource that raised the event: one value, or none for an enumerated item. */
  Operand RESOURCE = new Fixed("resource");

  /** The event's action URI: one value, or none for an enumerated item. */
  Operand ACTION = new Fixed("action");

  /** One of the constants above; there are no others. */
  final class Fixed implements Operand {
    private final String name;

    private Fixed(String name) {
      this.name = name;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** The value of a selector of the instance that raised the event; names without case. */
  record Selector(String name) implements Operand {
    public Selector {
      name = TextCase.folded(name);
    }
  }

  /**
   * A property, or a property of an embedded object. A property is an attribute of the event's root
   * element or one of its child elements, by local name; attributes of XML Schema's instance
   * namespace are none. Repeated child elements are a list of values. A child element with {@code
   * xsi:nil="true"} is a null.
   *
   * <p>With several names the properties of the child elements found by the first name are looked
   * at, and so on: {@code slot("SourceInstance", "FilterState")}.
   */
  static Slot slot(String... path) {
    return new Slot(List.of(path), TextCase.IGNORED, Spaces.KEPT);
  }

  /** White space around a value. */
  enum Spaces {
    KEPT,
    STRIPPED
  }

  /** See {@link #slot}. */
  final class Slot implements Operand {
    private final List<String> path;
    private final List<String> folded;
    private final TextCase nameCase;
    private final Spaces spaces;
    private final int hash;

    private Slot(List<String> path, TextCase nameCase, Spaces spaces) {
      if (path.isEmpty()) {
        throw new IllegalArgumentException("a slot needs a name");
      }
      this.folded = path.stream().map(TextCase::folded).toList();
      this.path = nameCase == TextCase.EXACT ? List.copyOf(path) : folded;
      this.nameCase = nameCase;
      this.spaces = spaces;
      this.hash = 31 * this.path.hashCode() + 7 * nameCase.ordinal() + spaces.ordinal();
    }

    /** The same with names told apart by case. Without: {@code Msg} finds {@code msg}. */
    public Slot exactly(String... samePath) {
      return new Slot(List.of(samePath), TextCase.EXACT, spaces);
    }

    /** The same with white space around values taken off. Without: values are as they are. */
    public Slot stripped() {
      return new Slot(path, nameCase, Spaces.STRIPPED);
    }

    /** The names, folded unless they are exact. */
    public List<String> path() {
      return path;
    }

    /** The names, folded in any case. */
    public List<String> foldedPath() {
      return folded;
    }

    public TextCase nameCase() {
      return nameCase;
    }

    public Spaces spaces() {
      return spaces;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Slot that
          && hash == that.hash
          && path.equals(that.path)
          && nameCase == that.nameCase
          && spaces == that.spaces;
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public String toString() {
      return String.join(".", path);
    }
  }

  /**
   * Nodes by a path of XML names from the document node, as XPath has them: every step goes to
   * child elements of exactly that name, the last one may go to an attribute. Values are XPath's
   * string-values, never null, white space kept. Without a step it is the document.
   *
   * <p>A path from {@code ANYWHERE} begins at every element of its first name, as {@code //a/b}
   * does; it has a step at least.
   */
  final class NodePath implements Operand {
    /** Stands for every name. */
    public static final XmlName ANY = new XmlName("*", "*");

    /** Where a path begins. */
    public enum From {
      DOCUMENT,
      ANYWHERE
    }

    private final From from;
    private final List<XmlName> elements;
    private final @Nullable XmlName attribute;
    private final int hash;

    public NodePath(List<XmlName> elements, @Nullable XmlName attribute) {
      this(From.DOCUMENT, elements, attribute);
    }

    public NodePath(From from, List<XmlName> elements, @Nullable XmlName attribute) {
      if (from == From.ANYWHERE && elements.isEmpty()) {
        throw new IllegalArgumentException("a path from anywhere needs a step");
      }
      this.from = from;
      this.elements = List.copyOf(elements);
      this.attribute = attribute;
      this.hash =
          31 * (31 * elements.hashCode() + (attribute == null ? 0 : attribute.hashCode()))
              + from.ordinal();
    }

    public From from() {
      return from;
    }

    /** From there downwards. */
    public List<XmlName> elements() {
      return elements;
    }

    /** Null when the path ends at elements. */
    public @Nullable XmlName attribute() {
      return attribute;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof NodePath that
          && hash == that.hash
          && from == that.from
          && elements.equals(that.elements)
          && (attribute == null ? that.attribute == null : attribute.equals(that.attribute));
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public String toString() {
      return (from == From.ANYWHERE ? "/" : "")
          + elements.stream().map(name -> "/" + name).collect(Collectors.joining())
          + (attribute == null ? "" : "/@" + attribute);
    }
  }

  /** Shorthand. */
  static NodePath path(@Nullable XmlName attribute, XmlName... elements) {
    return new NodePath(Arrays.asList(elements), attribute);
  }
}
