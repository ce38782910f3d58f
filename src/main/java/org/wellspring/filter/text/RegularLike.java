package org.wellspring.filter.text;

import java.util.ArrayList;
import java.util.List;
import org.wellspring.filter.FilterProblem;
import org.wellspring.filter.predicate.TextCase;
import org.wellspring.filter.predicate.ValueTest;

/**
 * CQL's LIKE: a regular expression that must match the whole value.
 *
 * <pre>
 *   pattern  = sequence { "|" sequence }
 *   sequence = [ "^" ] { atom [ "*" | "+" | "?" ] } [ "$" ]
 *   atom     = "." | "[" [ "^" ] { char [ "-" char ] } "]" | "(" pattern ")" | "\" any | char
 * </pre>
 *
 * <p>The anchors change nothing, as the whole value is matched anyhow. Braces stand for themselves.
 */
public final class RegularLike {
  private final int[] pattern;
  private final int maxNesting;
  private int at;
  private int level;

  private RegularLike(String pattern, int maxNesting) {
    this.pattern = pattern.codePoints().toArray();
    this.maxNesting = maxNesting;
  }

  /** The test that a value matches. */
  public static ValueTest test(String pattern, TextCase textCase, int maxNesting)
      throws FilterProblem {
    RegularLike reader = new RegularLike(pattern, maxNesting);
    List<List<Piece>> alternatives = reader.alternatives();
    if (reader.at < reader.pattern.length) {
      throw reader.problem("this ) closes no (");
    }
    return LikePattern.test(alternatives, textCase);
  }

  private FilterProblem problem(String what) {
    return new FilterProblem("at character " + (at + 1) + " of the pattern: " + what);
  }

  private boolean sees(char c) {
    return at < pattern.length && pattern[at] == c;
  }

  private List<List<Piece>> alternatives() throws FilterProblem {
    List<List<Piece>> all = new ArrayList<>();
    all.add(sequence());
    while (sees('|')) {
      at++;
      all.add(sequence());
    }
    return all;
  }

  private List<Piece> sequence() throws FilterProblem {
    List<Piece> sequence = new ArrayList<>();
    if (sees('^')) {
      at++;
    }
    while (at < pattern.length && !sees('|') && !sees(')')) {
      if (sees('$')
          && (at + 1 == pattern.length || pattern[at + 1] == '|' || pattern[at + 1] == ')')) {
        at++;
      } else {
        sequence.add(repeated(atom()));
      }
    }
    return sequence;
  }

  private Piece repeated(Piece atom) {
    Piece piece = atom;
    while (sees('*') || sees('+') || sees('?')) {
      char sign = (char) pattern[at++];
      if (piece instanceof Piece.AnyOne && sign == '*') {
        piece = new Piece.AnyRun();
      } else if (!(piece instanceof Piece.Repeated before) || before.sign() != sign) {
        piece = new Piece.Repeated(piece, sign);
      }
    }
    return piece;
  }

  private Piece atom() throws FilterProblem {
    int c = pattern[at];
    switch (c) {
      case '*', '+', '?' ->
          throw problem("there is nothing before this " + (char) c + " to repeat");
      case '(' -> {
        return group();
      }
      case '[' -> {
        at++;
        return set();
      }
      case '.' -> {
        at++;
        return new Piece.AnyOne();
      }
      default -> {
        return new Piece.Literal(character());
      }
    }
  }

  private Piece group() throws FilterProblem {
    int opened = at;
    if (++level > maxNesting) {
      throw problem("it is nested too deeply; " + maxNesting + " levels are allowed");
    }
    at++;
    List<List<Piece>> inner = alternatives();
    if (!sees(')')) {
      at = opened;
      throw problem("this ( is not closed");
    }
    at++;
    level--;
    return new Piece.Group(inner);
  }

  private int character() throws FilterProblem {
    if (pattern[at] == '\\') {
      if (++at == pattern.length) {
        at--;
        throw problem("there is nothing behind this \\ to escape");
      }
    }
    return pattern[at++];
  }

  private Piece set() throws FilterProblem {
    int opened = at - 1;
    boolean excluded = sees('^');
    if (excluded) {
      at++;
    }
    List<Piece.Range> ranges = new ArrayList<>();
    while (at < pattern.length && (!sees(']') || ranges.isEmpty())) {
      int from = character();
      if (sees('-') && at + 1 < pattern.length && pattern[at + 1] != ']') {
        at++;
        ranges.add(range(from, character()));
      } else {
        ranges.add(new Piece.Range(from, from));
      }
    }
    if (at == pattern.length) {
      at = opened;
      throw problem("this [ is not closed");
    }
    at++;
    return new Piece.OneOf(ranges, excluded);
  }

  private Piece.Range range(int from, int to) throws FilterProblem {
    if (from > to) {
      throw problem(
          "the range " + Character.toString(from) + "-" + Character.toString(to) + " is empty");
    }
    return new Piece.Range(from, to);
  }
}
