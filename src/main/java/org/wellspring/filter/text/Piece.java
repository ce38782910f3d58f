package org.wellspring.filter.text;

import java.util.List;
import java.util.stream.Collectors;
import org.wellspring.filter.predicate.TextCase;

/** A part of a pattern. */
sealed interface Piece {
  /** One character, which stands for itself. */
  record Literal(int codePoint) implements Piece {}

  /** Any one character. */
  record AnyOne() implements Piece {}

  /** Any characters, or none. */
  record AnyRun() implements Piece {}

  /** One of several sequences. */
  record Group(List<List<Piece>> alternatives) implements Piece {}

  /**
   * Something repeated.
   *
   * @param sign {@code *}, {@code +} or {@code ?}
   */
  record Repeated(Piece piece, char sign) implements Piece {}

  /**
   * One character of a set.
   *
   * @param excluded whether it is one that is <em>not</em> in the set
   */
  record OneOf(List<Range> ranges, boolean excluded) implements Piece {}

  /** Code points, both ends included. */
  record Range(int from, int to) {}

  /** In RE2's notation; the text that it is matched against is folded when case is ignored. */
  static String regex(List<List<Piece>> alternatives, TextCase textCase) {
    return alternatives.stream()
        .map(
            sequence ->
                sequence.stream()
                    .map(piece -> regex(piece, textCase))
                    .collect(Collectors.joining()))
        .collect(Collectors.joining("|"));
  }

  private static String regex(Piece piece, TextCase textCase) {
    if (piece instanceof Literal literal) {
      return textCase
          .fold(Character.toString(literal.codePoint))
          .codePoints()
          .mapToObj(Piece::quoted)
          .collect(Collectors.joining());
    }
    if (piece instanceof AnyOne) {
      return ".";
    }
    if (piece instanceof AnyRun) {
      return ".*";
    }
    if (piece instanceof Group group) {
      return "(?:" + regex(group.alternatives, textCase) + ")";
    }
    if (piece instanceof Repeated repeated) {
      return "(?:" + regex(repeated.piece, textCase) + ")" + repeated.sign;
    }
    OneOf set = (OneOf) piece;
    String ranges =
        set.ranges.stream()
            .map(range -> quoted(range.from) + "-" + quoted(range.to))
            .collect(Collectors.joining());
    String regex = "[" + (set.excluded ? "^" : "") + ranges + "]";
    return textCase == TextCase.EXACT ? regex : "(?i:" + regex + ")";
  }

  private static String quoted(int codePoint) {
    return "\\x{" + Integer.toHexString(codePoint) + "}";
  }
}
