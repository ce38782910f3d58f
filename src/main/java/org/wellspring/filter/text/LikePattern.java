package org.wellspring.filter.text;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.wellspring.filter.FilterProblem;
import org.wellspring.filter.predicate.TextCase;
import org.wellspring.filter.predicate.ValueTest;

/**
 * Makes a test of a pattern, which must match the whole of a value. The simple patterns become the
 * tests that the index can look into: plain alternatives are a set, {@code abc%} is a prefix, and
 * so on. The others are run by RE2/J, in time linear in the value.
 */
final class LikePattern {
  private final List<List<Piece>> alternatives;
  private final TextCase textCase;

  private LikePattern(List<List<Piece>> alternatives, TextCase textCase) {
    this.alternatives = alternatives;
    this.textCase = textCase;
  }

  static ValueTest test(List<List<Piece>> alternatives, TextCase textCase) throws FilterProblem {
    List<List<Piece>> opened = alternatives;
    while (opened.size() == 1
        && opened.get(0).size() == 1
        && opened.get(0).get(0) instanceof Piece.Group group) {
      opened = group.alternatives();
    }
    return new LikePattern(opened, textCase).test();
  }

  private ValueTest test() throws FilterProblem {
    Set<String> texts = new LinkedHashSet<>();
    for (List<Piece> sequence : alternatives) {
      if (literalsFromStart(sequence) == sequence.size()) {
        texts.add(text(sequence));
      }
    }
    if (texts.size() == 1 && alternatives.size() == 1) {
      return ValueTest.equalTo(texts.iterator().next(), textCase);
    }
    boolean onlyTexts =
        alternatives.stream().allMatch(sequence -> literalsFromStart(sequence) == sequence.size());
    if (onlyTexts) {
      return ValueTest.oneOf(texts, textCase);
    }
    ValueTest simple = alternatives.size() == 1 ? simple(alternatives.get(0)) : null;
    return simple == null ? regex() : simple;
  }

  /** {@code abc%}, {@code %abc} and {@code %abc%}; null when it is none of them. */
  private @org.jspecify.annotations.Nullable ValueTest simple(List<Piece> sequence) {
    boolean open = sequence.get(0) instanceof Piece.AnyRun;
    boolean openEnd = sequence.get(sequence.size() - 1) instanceof Piece.AnyRun;
    int from = open ? 1 : 0;
    int to = openEnd ? Math.max(from, sequence.size() - 1) : sequence.size();
    List<Piece> middle = sequence.subList(from, to);
    if (literalsFromStart(middle) < middle.size()) {
      return null;
    }
    String text = text(middle);
    if (open && openEnd) {
      return ValueTest.contains(text, textCase);
    }
    return open ? ValueTest.endsWith(text, textCase) : ValueTest.startsWith(text, textCase);
  }

  private ValueTest regex() throws FilterProblem {
    String regex = Piece.regex(alternatives, textCase);
    try {
      return new RegexMatches(Pattern.compile(regex, Pattern.DOTALL), textCase, prefixes());
    } catch (PatternSyntaxException e) {
      throw new FilterProblem("it cannot be compiled: " + e.getDescription());
    }
  }

  /** One for each alternative; none when one of them may begin with anything. */
  private List<String> prefixes() {
    List<String> prefixes = new ArrayList<>();
    for (List<Piece> sequence : alternatives) {
      int length = literalsFromStart(sequence);
      if (length == 0) {
        return List.of();
      }
      prefixes.add(text(sequence.subList(0, length)));
    }
    return prefixes;
  }

  private static int literalsFromStart(List<Piece> sequence) {
    int n = 0;
    while (n < sequence.size() && sequence.get(n) instanceof Piece.Literal) {
      n++;
    }
    return n;
  }

  private static String text(List<Piece> literals) {
    StringBuilder text = new StringBuilder();
    literals.forEach(piece -> text.appendCodePoint(((Piece.Literal) piece).codePoint()));
    return text.toString();
  }
}
