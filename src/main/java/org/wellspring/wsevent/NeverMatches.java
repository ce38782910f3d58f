package org.wellspring.wsevent;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wellspring.model.FilterSpec;

/**
 * Expressions of which one can see that no event will ever match. Not all of them: only what people
 * write by mistake.
 */
final class NeverMatches {
  private static final String LITERAL = "\"[^\"]*\"|'[^']*'";

  /** A piece of an expression that has no name and no path: the same for every document. */
  private static final Pattern CONSTANT =
      Pattern.compile(
          "\\s+|"
              + LITERAL
              + "|\\d+(?:\\.\\d*)?|\\b(?:true|false)\\s*\\(\\s*\\)|\\b(?:not|boolean)\\s*\\(|\\b(?:or|and)\\b"
              + "|[()=!<>+-]");

  /** Longer paths than people write are not looked at. */
  private static final int MAX_PATH = 1_000;

  private static final String NAME = "[A-Za-z_][\\w.-]*+";

  /** One absolute path, compared with a value or not; predicates are taken out before. */
  private static final Pattern ONE_PATH =
      Pattern.compile(
          "\\s*+/\\s*+(?:("
              + NAME
              + "):)?+("
              + NAME
              + ")(?:\\s*+//?+\\s*+@?+(?:"
              + NAME
              + ":)?+"
              + NAME
              + ")*+\\s*+(?:(?:=|!=|<=?|>=?)\\s*+(?:-?\\d++(?:\\.\\d*+)?+|"
              + LITERAL
              + ")\\s*+)?+");

  private NeverMatches() {}

  /** Piece by piece, as one pattern for the whole would try every way to cut it. */
  static boolean isConstant(String expression) {
    Matcher piece = CONSTANT.matcher(expression);
    int at = 0;
    while (at < expression.length() && piece.region(at, expression.length()).lookingAt()) {
      at = piece.end();
    }
    return at == expression.length();
  }

  /**
   * A path that begins with another root than the envelope: somebody took the event for the root,
   * as it is under WS-Management.
   *
   * @return why not
   */
  static Optional<String> root(FilterSpec spec, Map<String, String> fallback, String soap) {
    Matcher path = ONE_PATH.matcher(withoutPredicates(spec.text()));
    if (spec.text().length() > MAX_PATH || !path.matches()) {
      return Optional.empty();
    }
    Map<String, String> prefixes = new HashMap<>(fallback);
    prefixes.putAll(spec.namespaces());
    String namespace = path.group(1) == null ? "" : prefixes.getOrDefault(path.group(1), "");
    boolean envelope = namespace.equals(soap) && path.group(2).equals("Envelope");
    return envelope
        ? Optional.empty()
        : Optional.of(
            "The filter begins at the root, and that is {"
                + soap
                + "}Envelope, never {"
                + namespace
                + "}"
                + path.group(2)
                + ": write //"
                + (path.group(1) == null ? "" : path.group(1) + ":")
                + path.group(2)
                + " or the path from the Envelope on.");
  }

  /** Predicates may stand in predicates, and brackets in literals. */
  private static String withoutPredicates(String expression) {
    StringBuilder kept = new StringBuilder();
    int depth = 0;
    char quote = 0;
    for (char c : expression.toCharArray()) {
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == ']') {
        depth--;
        continue;
      } else if (c == '[') {
        depth++;
      }
      if (depth == 0) {
        kept.append(c);
      }
    }
    return kept.toString();
  }
}
