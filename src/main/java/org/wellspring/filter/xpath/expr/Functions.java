package org.wellspring.filter.xpath.expr;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.wellspring.xml.NamespaceScope;
import org.wellspring.xml.XmlAttribute;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlName;

/** What the functions do. §4. */
final class Functions {
  private Functions() {}

  static Object call(Function function, List<Expr> arguments, Focus focus) {
    return switch (function.type()) {
      case NUMBER -> (Object) number(function, arguments, focus);
      case BOOLEAN -> truth(function, arguments, focus);
      case STRING -> text(function, arguments, focus);
      case NODES -> NodeSet.EMPTY; // id(): without a DTD nothing is an id
    };
  }

  private static double number(Function function, List<Expr> arguments, Focus focus) {
    return switch (function) {
      case LAST -> focus.size();
      case POSITION -> focus.position();
      case COUNT -> arguments.get(0).nodes(focus).size();
      case STRING_LENGTH -> {
        String text = textOrOwn(arguments, focus);
        yield text.codePointCount(0, text.length());
      }
      case NUMBER ->
          arguments.isEmpty()
              ? Convert.toNumber(Convert.textOf(focus.node(), focus.evaluation()))
              : arguments.get(0).number(focus);
      case SUM -> sum(arguments.get(0).nodes(focus), focus.evaluation());
      case FLOOR -> Math.floor(arguments.get(0).number(focus));
      case CEILING -> Math.ceil(arguments.get(0).number(focus));
      case ROUND -> round(arguments.get(0).number(focus));
      default -> throw new IllegalStateException(function.written());
    };
  }

  private static double sum(NodeSet nodes, Evaluation evaluation) {
    double sum = 0;
    for (Object node : nodes.nodes()) {
      sum += Convert.toNumber(Convert.textOf(node, evaluation));
    }
    return sum;
  }

  /** Halves go up; what is below zero and above -0.5 becomes -0. */
  private static double round(double number) {
    if (number < 0 && number >= -0.5) {
      return -0.0;
    }
    return number == Math.rint(number) ? number : Math.floor(number + 0.5);
  }

  private static boolean truth(Function function, List<Expr> arguments, Focus focus) {
    return switch (function) {
      case TRUE -> true;
      case FALSE -> false;
      case BOOLEAN -> arguments.get(0).isTrue(focus);
      case NOT -> !arguments.get(0).isTrue(focus);
      case STARTS_WITH -> arguments.get(0).string(focus).startsWith(arguments.get(1).string(focus));
      case CONTAINS -> arguments.get(0).string(focus).contains(arguments.get(1).string(focus));
      case LANG -> isInLanguage(focus.node(), arguments.get(0).string(focus));
      default -> throw new IllegalStateException(function.written());
    };
  }

  private static boolean isInLanguage(Object node, String wanted) {
    for (Object at = node; at != null; at = Axis.parent(at)) {
      if (at instanceof XmlElement element) {
        Optional<String> own = element.attribute(NamespaceScope.XML_NAMESPACE, "lang");
        if (own.isPresent()) {
          String language = own.get().toLowerCase(Locale.ROOT);
          String prefix = wanted.toLowerCase(Locale.ROOT);
          return language.equals(prefix) || language.startsWith(prefix + "-");
        }
      }
    }
    return false;
  }

  private static String text(Function function, List<Expr> arguments, Focus focus) {
    return switch (function) {
      case STRING -> textOrOwn(arguments, focus);
      case NORMALIZE_SPACE -> normalized(textOrOwn(arguments, focus));
      case CONCAT -> concat(arguments, focus);
      case SUBSTRING_BEFORE -> {
        String text = arguments.get(0).string(focus);
        yield text.substring(0, Math.max(0, text.indexOf(arguments.get(1).string(focus))));
      }
      case SUBSTRING_AFTER -> {
        String text = arguments.get(0).string(focus);
        String part = arguments.get(1).string(focus);
        int at = text.indexOf(part);
        yield at < 0 ? "" : text.substring(at + part.length());
      }
      case SUBSTRING -> substring(arguments, focus);
      case TRANSLATE ->
          translated(
              arguments.get(0).string(focus),
              arguments.get(1).string(focus),
              arguments.get(2).string(focus));
      case LOCAL_NAME, NAMESPACE_URI, NAME -> nameOf(function, arguments, focus);
      default -> throw new IllegalStateException(function.written());
    };
  }

  private static String textOrOwn(List<Expr> arguments, Focus focus) {
    return arguments.isEmpty()
        ? Convert.textOf(focus.node(), focus.evaluation())
        : arguments.get(0).string(focus);
  }

  private static String concat(List<Expr> arguments, Focus focus) {
    StringBuilder all = new StringBuilder();
    for (Expr argument : arguments) {
      String text = argument.string(focus);
      focus.evaluation().read(text);
      all.append(text);
    }
    return all.toString();
  }

  private static String normalized(String text) {
    StringBuilder result = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (!Convert.isSpace(text.charAt(i))) {
        if (i > 0 && Convert.isSpace(text.charAt(i - 1)) && result.length() > 0) {
          result.append(' ');
        }
        result.append(text.charAt(i));
      }
    }
    return result.toString();
  }

  /** Positions are characters from 1, and rounded. */
  private static String substring(List<Expr> arguments, Focus focus) {
    String text = arguments.get(0).string(focus);
    double from = round(arguments.get(1).number(focus));
    double to =
        arguments.size() < 3
            ? Double.POSITIVE_INFINITY
            : from + round(arguments.get(2).number(focus));
    StringBuilder part = new StringBuilder();
    int position = 0;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      position++;
      if (position >= from && position < to) {
        part.appendCodePoint(text.codePointAt(i));
      }
    }
    return part.toString();
  }

  private static String translated(String text, String from, String to) {
    int[] wanted = from.codePoints().toArray();
    int[] replacements = to.codePoints().toArray();
    Map<Integer, Integer> map = new HashMap<>();
    for (int i = 0; i < wanted.length; i++) {
      map.putIfAbsent(wanted[i], i < replacements.length ? replacements[i] : -1);
    }
    StringBuilder result = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> map.getOrDefault(c, c))
        .filter(c -> c >= 0)
        .forEach(result::appendCodePoint);
    return result.toString();
  }

  private static String nameOf(Function function, List<Expr> arguments, Focus focus) {
    Object node = focus.node();
    if (!arguments.isEmpty()) {
      NodeSet nodes = arguments.get(0).nodes(focus);
      if (nodes.isEmpty()) {
        return "";
      }
      node = nodes.nodes().get(0);
    }
    if (node instanceof XmlElement element) {
      return part(function, element.name(), element.prefix());
    }
    if (node instanceof XmlAttribute attribute) {
      return part(function, attribute.name(), attribute.prefix());
    }
    boolean isName = function != Function.NAMESPACE_URI;
    return node instanceof NamespaceNode namespace && isName ? namespace.prefix() : "";
  }

  private static String part(Function function, XmlName name, String prefix) {
    return switch (function) {
      case LOCAL_NAME -> name.local();
      case NAMESPACE_URI -> name.namespace();
      default -> prefix.isEmpty() ? name.local() : prefix + ":" + name.local();
    };
  }
}
