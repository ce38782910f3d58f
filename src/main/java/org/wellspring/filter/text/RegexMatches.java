package org.wellspring.filter.text;

import com.google.re2j.Pattern;
import java.util.List;
import org.wellspring.filter.predicate.AccessKey;
import org.wellspring.filter.predicate.CannotEvaluate;
import org.wellspring.filter.predicate.Operand;
import org.wellspring.filter.predicate.TextCase;
import org.wellspring.filter.predicate.Truth;
import org.wellspring.filter.predicate.ValueTest;
import org.wellspring.filter.predicate.Values;

/**
 * The whole value matches a regular expression. RE2/J takes as many steps as the value has
 * characters, times the size of the expression at worst; that product is bounded.
 *
 * @param pattern for folded values, when case is ignored
 * @param prefixes with one of which every match begins; empty when there are no such
 */
record RegexMatches(Pattern pattern, TextCase textCase, List<String> prefixes)
    implements ValueTest {
  /** A tenth of a second, about, at worst. */
  private static final long MOST_STEPS = 5_000_000;

  RegexMatches {
    prefixes = prefixes.stream().map(textCase::fold).toList();
  }

  @Override
  public Truth test(Values values, int index) {
    String text = values.text(index, textCase);
    if (!prefixes.isEmpty() && prefixes.stream().noneMatch(text::startsWith)) {
      return Truth.FALSE;
    }
    if ((long) text.length() * pattern.programSize() > MOST_STEPS) {
      throw new CannotEvaluate(
          "a pattern of "
              + pattern.pattern().length()
              + " characters is too costly for a value of "
              + text.length());
    }
    return Truth.of(pattern.matches(text));
  }

  @Override
  public List<AccessKey> keys(Operand operand) {
    if (prefixes.isEmpty()) {
      return List.of(new AccessKey.Present(operand));
    }
    List<AccessKey> keys =
        prefixes.stream().map(prefix -> AccessKey.prefix(operand, prefix, textCase)).toList();
    return List.of(keys.size() == 1 ? keys.get(0) : new AccessKey.AnyOf(keys));
  }
}
