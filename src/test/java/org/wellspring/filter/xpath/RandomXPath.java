package org.wellspring.filter.xpath;

import java.util.Map;
import java.util.Random;

/**
 * Random documents and expressions from a small world, so that paths lead somewhere. Expressions
 * are always well typed.
 */
final class RandomXPath {
  static final Map<String, String> NAMESPACES = Map.of("a", "urn:a", "b", "urn:b");

  private static final String[] NAMES = {"a:Usage", "a:Valve", "b:Valve", "Plain", "a:Volume"};

  /** In the order of the alphabet, as DOM sorts them and the order of attributes is free. */
  private static final String[] ATTRIBUTES = {"Time", "Volume", "a:unit", "open"};

  private static final String[] TEXTS = {
    "3", "3.5", "-1", "0", "", "north", "south", " 3 ", "1e2", "+4", "10", "NaN", "north east", "x"
  };
  private static final String[] NUMBERS = {"3", "3.5", "0", "1", "2", "10", "-1", "0.5"};

  /** The JDK takes a literal position of 3.5 for 3. */
  private static final String[] POSITIONS = {"1", "2", "3", "0"};

  private static final String[] AXES = {
    "child::", "descendant::", "parent::", "ancestor::", "following-sibling::",
    "preceding-sibling::", "following::", "preceding::", "self::", "descendant-or-self::",
    "ancestor-or-self::"
  };
  private static final String[] COMPARISONS = {"=", "!=", "<", "<=", ">", ">="};

  private final Random random;
  private boolean inPredicate;

  RandomXPath(long seed) {
    this.random = new Random(seed);
  }

  private String any(String... of) {
    return of[random.nextInt(of.length)];
  }

  private String comparison() {
    return " " + any(COMPARISONS) + " ";
  }

  String document() {
    StringBuilder out = new StringBuilder();
    element(out, 0, " xmlns:a='urn:a' xmlns:b='urn:b'");
    return out.toString();
  }

  private void element(StringBuilder out, int depth, String declarations) {
    String name = any(NAMES);
    out.append('<').append(name).append(declarations);
    for (String attribute : ATTRIBUTES) {
      if (random.nextInt(3) == 0) {
        out.append(' ').append(attribute).append("='").append(any(TEXTS)).append('\'');
      }
    }
    if (random.nextInt(8) == 0) {
      out.append(" xml:lang='").append(any("en", "en-GB", "de")).append('\'');
    }
    out.append('>');
    for (int i = depth < 4 ? random.nextInt(random.nextInt(6) == 0 ? 20 : 4) : 0; i > 0; i--) {
      if (random.nextInt(4) == 0) {
        out.append(any(TEXTS));
      } else {
        element(out, depth + 1, "");
      }
    }
    if (random.nextInt(3) == 0) {
      out.append(any(TEXTS));
    }
    out.append("</").append(name).append('>');
  }

  /** As filters are written: mostly comparisons of paths with constants. */
  String filter(int depth) {
    return switch (random.nextInt(depth == 0 ? 6 : 11)) {
      case 0, 1, 2 -> plainPath(depth) + comparison() + constant();
      case 3 -> plainPath(depth);
      case 4 -> any("contains(", "starts-with(") + plainPath(0) + "," + literal() + ")";
      case 5 -> constant() + comparison() + plainPath(depth);
      case 6 -> "not(" + filter(depth - 1) + ")";
      case 7 -> "(" + filter(depth - 1) + " or " + filter(depth - 1) + ")";
      case 8, 9 -> "(" + filter(depth - 1) + " and " + filter(depth - 1) + ")";
      default ->
          any(
              bool(depth),
              any("local-name(", "string(", "number(")
                  + plainPath(0)
                  + ")"
                  + comparison()
                  + constant());
    };
  }

  private String plainPath(int depth) {
    StringBuilder path = new StringBuilder(any("/", "//", "", "/*/", "/", "//*/"));
    int steps = 1 + random.nextInt(3);
    for (int i = 0; i < steps; i++) {
      String step = any(any(NAMES), any(NAMES), any(NAMES), "*", ".", "a:*", "text()");
      path.append(step);
      if (depth > 0 && !step.equals(".") && random.nextInt(2) == 0) {
        path.append('[')
            .append(any(filterInside(depth - 1), any(POSITIONS), "position()=last()"))
            .append(']');
      }
      path.append(i + 1 < steps ? any("/", "/", "//") : "");
    }
    return path + any("", "", "/@" + any(ATTRIBUTES), "/@*");
  }

  private String filterInside(int depth) {
    return switch (random.nextInt(depth == 0 ? 5 : 9)) {
      case 0, 1 -> "@" + any(ATTRIBUTES) + comparison() + constant();
      case 2 -> "." + comparison() + constant();
      case 3 -> "@" + any(ATTRIBUTES);
      case 4 -> any(NAMES) + comparison() + constant();
      case 5 -> "not(" + filterInside(depth - 1) + ")";
      case 6 -> filterInside(depth - 1) + " and " + filterInside(depth - 1);
      case 7 -> filterInside(depth - 1) + " or " + filterInside(depth - 1);
      default -> filter(depth - 1);
    };
  }

  private String constant() {
    return random.nextBoolean() ? any(NUMBERS) : literal();
  }

  private String literal() {
    return "'" + any(TEXTS) + "'";
  }

  String bool(int depth) {
    if (depth <= 0) {
      return any("true()", "false()", path(0), path(0) + comparison() + literal());
    }
    int d = depth - 1;
    return switch (random.nextInt(9)) {
      case 0 -> nodes(d) + comparison() + nodes(d);
      case 1 -> number(d) + comparison() + nodes(d);
      case 2 -> text(d) + comparison() + any(number(d), text(d));
      case 3 -> "not(" + bool(d) + ")";
      case 4 -> "(" + bool(d) + any(" and ", " or ") + bool(d) + ")";
      case 5 -> any("contains(", "starts-with(") + text(d) + "," + text(d) + ")";
      case 6 -> "boolean(" + any(number(d), text(d), nodes(d)) + ")";
      case 7 -> "lang('" + any("en", "EN-gb", "de") + "')";
      default ->
          "("
              + bool(d)
              + ")"
              + any("=", "!=", "<", ">")
              + any(nodes(d), "(" + bool(d) + ")", number(d));
    };
  }

  String number(int depth) {
    if (depth <= 0) {
      return any(NUMBERS);
    }
    int d = depth - 1;
    return switch (random.nextInt(8)) {
      case 0 -> "count(" + nodes(d) + ")";
      case 1 -> "sum(" + nodes(d) + ")";
      case 2 -> "string-length(" + text(d) + ")";
      case 3 -> any("floor(", "ceiling(", "round(") + number(d) + ")";
      case 4 -> "(" + number(d) + any(" + ", " - ", " * ", " div ", " mod ") + number(d) + ")";
      case 5 -> "number(" + any(text(d), nodes(d), bool(d)) + ")";
      case 6 -> "(- " + number(d) + ")";
      default -> inPredicate ? any("position()", "last()") : any(NUMBERS);
    };
  }

  String text(int depth) {
    if (depth <= 0) {
      return literal();
    }
    int d = depth - 1;
    return switch (random.nextInt(9)) {
      case 0 -> "string(" + any(nodes(d), number(d), bool(d)) + ")";
      case 1 -> "concat(" + text(d) + "," + text(d) + ")";
      case 2 -> any("substring-before(", "substring-after(") + text(d) + "," + text(d) + ")";
      case 3 -> "substring(" + text(d) + "," + any(NUMBERS) + any("", "," + any(NUMBERS)) + ")";
      case 4 -> "normalize-space(" + text(d) + ")";
      case 5 -> "translate(" + text(d) + "," + text(d) + "," + text(d) + ")";
      case 6 -> any("local-name(", "namespace-uri(", "name(") + nodes(d) + ")";
      case 7 -> nodes(d);
      default -> literal();
    };
  }

  String nodes(int depth) {
    if (depth > 0 && random.nextInt(5) == 0) {
      return "("
          + nodes(depth - 1)
          + "|"
          + nodes(depth - 1)
          + ")"
          + any("", "[" + predicate(depth - 1) + "]");
    }
    return path(depth);
  }

  private String path(int depth) {
    StringBuilder path = new StringBuilder(any("/", "//", "", "", "(//" + any(NAMES) + ")[2]/"));
    int steps = 1 + random.nextInt(3);
    for (int i = 0; i < steps; i++) {
      String step = step();
      path.append(step);
      if (depth > 0 && !step.startsWith(".") && random.nextInt(3) == 0) {
        path.append('[').append(predicate(depth - 1)).append(']');
      }
      path.append(i + 1 < steps ? any("/", "/", "//") : "");
    }
    return path + any("", "", "", "/@" + any(ATTRIBUTES), "/@*", "/..");
  }

  private String step() {
    return switch (random.nextInt(6)) {
      case 0 -> any(AXES) + any(any(NAMES), "*", "node()", "text()");
      case 1 -> any("..", ".", "*", "node()", "text()", "a:*");
      default -> any(NAMES);
    };
  }

  /** The JDK gives {@code position()} outside of predicates as 0. */
  private String predicate(int depth) {
    boolean before = inPredicate;
    inPredicate = true;
    String predicate = anyPredicate(depth);
    inPredicate = before;
    return predicate;
  }

  private String anyPredicate(int depth) {
    return any(
        any(POSITIONS),
        "floor(" + number(depth) + ")",
        bool(depth),
        "@" + any(ATTRIBUTES) + comparison() + constant(),
        "position()=last()");
  }
}
