package org.wellspring.filter.text;

import java.util.ArrayList;
import java.util.List;
import org.wellspring.filter.FilterProblem;
import org.wellspring.filter.predicate.TextCase;
import org.wellspring.filter.predicate.ValueTest;

/**
 * WQL's LIKE: {@code %} is any run of characters, {@code _} any one, {@code [abc]}, {@code [a-f]}
 * and {@code [a=f]} one of some, {@code [^a-f]} none of them. What has a meaning stands for itself
 * in brackets: {@code [%]}, {@code [_]}, {@code [[]}, {@code [^]}. The whole value must match.
 */
public final class WildcardLike {
  private final int[] pattern;
  private int at;

  private WildcardLike(String pattern) {
    this.pattern = pattern.codePoints().toArray();
  }

  /** The test that a value matches. */
  public static ValueTest test(String pattern, TextCase textCase) throws FilterProblem {
    return LikePattern.test(List.of(new WildcardLike(pattern).sequence()), textCase);
  }

  private List<Piece> sequence() throws FilterProblem {
    List<Piece> sequence = new ArrayList<>();
    while (at < pattern.length) {
      int c = pattern[at++];
      switch (c) {
        case '%' -> {
          if (sequence.isEmpty() || !(sequence.get(sequence.size() - 1) instanceof Piece.AnyRun)) {
            sequence.add(new Piece.AnyRun());
          }
        }
        case '_' -> sequence.add(new Piece.AnyOne());
        case '[' -> sequence.add(set());
        default -> sequence.add(new Piece.Literal(c));
      }
    }
    return sequence;
  }

  private Piece set() throws FilterProblem {
    int end = at;
    while (end < pattern.length && (pattern[end] != ']' || end == at)) {
      end++;
    }
    if (end == pattern.length) {
      throw new FilterProblem("at character " + at + " of the pattern: this [ is not closed");
    }
    boolean excluded = pattern[at] == '^' && end > at + 1;
    if (excluded) {
      at++;
    }
    if (!excluded && end == at + 1) { // one character in brackets stands for itself
      Piece literal = new Piece.Literal(pattern[at]);
      at = end + 1;
      return literal;
    }
    List<Piece.Range> ranges = ranges(end);
    at = end + 1;
    return new Piece.OneOf(ranges, excluded);
  }

  private List<Piece.Range> ranges(int end) throws FilterProblem {
    List<Piece.Range> ranges = new ArrayList<>();
    while (at < end) {
      int from = pattern[at];
      boolean range = at + 2 < end && (pattern[at + 1] == '-' || pattern[at + 1] == '=');
      int to = range ? pattern[at + 2] : from;
      if (from > to) {
        throw new FilterProblem(
            "at character "
                + (at + 1)
                + " of the pattern: the range "
                + Character.toString(from)
                + "-"
                + Character.toString(to)
                + " is empty");
      }
      ranges.add(new Piece.Range(from, to));
      at += range ? 3 : 1;
    }
    return ranges;
  }
}
