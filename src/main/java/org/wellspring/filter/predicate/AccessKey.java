package org.wellspring.filter.predicate;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A condition on one operand by which the index finds filters: it holds when <em>any</em> non-null
 * value of the operand fulfils it. See {@link Leaf#keys}.
 */
public sealed interface AccessKey {
  /** More of a prefix or suffix would not find fewer candidates. */
  int LONGEST = 64;

  /**
   * A value is one of these texts.
   *
   * @param values not empty; folded when case is ignored ({@link #oneOf} does that)
   */
  record OneOf(Operand operand, Set<String> values, TextCase textCase) implements AccessKey {
    public OneOf {
      values = Set.copyOf(values);
    }
  }

  /**
   * A value read as a number ({@link Values#number}) is in a range. Both ends belong to it, also
   * where the comparison is strict: the leaf sorts out what is just at the end. That way rounding
   * to a double never loses a candidate.
   *
   * @param low may be negative infinity; never NaN
   * @param high may be positive infinity; never NaN
   */
  record Range(Operand operand, double low, double high) implements AccessKey {}

  /**
   * A value begins with a text, which is neither empty nor longer than {@link #LONGEST}, and folded
   * when case is ignored: {@code AccessKey.prefix} and {@code suffix} see to it.
   */
  record Prefix(Operand operand, String prefix, TextCase textCase) implements AccessKey {}

  /**
   * A value ends with a text, which is neither empty nor longer than {@link #LONGEST}, and folded
   * when case is ignored: {@code AccessKey.prefix} and {@code suffix} see to it.
   */
  record Suffix(Operand operand, String suffix, TextCase textCase) implements AccessKey {}

  /** The operand has a value at all; here a null counts as one. */
  record Present(Operand operand) implements AccessKey {}

  /** At least one of several holds. */
  record AnyOf(List<AccessKey> keys) implements AccessKey {
    public AnyOf {
      keys = List.copyOf(keys);
    }
  }

  static AccessKey equalTo(Operand operand, String value, TextCase textCase) {
    return new OneOf(operand, Set.of(textCase.fold(value)), textCase);
  }

  static AccessKey oneOf(Operand operand, Set<String> values, TextCase textCase) {
    return new OneOf(
        operand, values.stream().map(textCase::fold).collect(Collectors.toSet()), textCase);
  }

  static AccessKey prefix(Operand operand, String prefix, TextCase textCase) {
    return prefix.isEmpty()
        ? new Present(operand)
        : new Prefix(
            operand,
            textCase.fold(prefix.substring(0, Math.min(prefix.length(), LONGEST))),
            textCase);
  }

  static AccessKey suffix(Operand operand, String suffix, TextCase textCase) {
    return suffix.isEmpty()
        ? new Present(operand)
        : new Suffix(
            operand,
            textCase.fold(suffix.substring(Math.max(0, suffix.length() - LONGEST))),
            textCase);
  }
}
