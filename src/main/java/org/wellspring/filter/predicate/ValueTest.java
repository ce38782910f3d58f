package org.wellspring.filter.predicate;

import java.util.List;
import java.util.Set;

/**
 * A test of one value. Dialects add their own: records, compared by value, such as a regular
 * expression ({@code LIKE}). A test that throws makes its leaf BROKEN.
 */
public interface ValueTest {
  /**
   * Tests one value, which is not null.
   *
   * @param index in {@code values}
   */
  Truth test(Values values, int index);

  /** What must hold of the operand before {@link #test} can be TRUE or BROKEN of any value. */
  default List<AccessKey> keys(Operand operand) {
    return List.of(new AccessKey.Present(operand));
  }

  /** Whether {@link #test} is TRUE whenever one of the {@link #keys} holds; see {@link Leaf}. */
  default boolean keysSuffice() {
    return false;
  }

  /** See {@link Leaf#cost}. */
  default int cost() {
    return Leaf.MODERATE;
  }

  static ValueTest equalTo(String value, TextCase textCase) {
    return new TextEquals(textCase.fold(value), textCase);
  }

  static ValueTest oneOf(Set<String> values, TextCase textCase) {
    return TextOneOf.of(values, textCase);
  }

  static ValueTest startsWith(String prefix, TextCase textCase) {
    return new TextStartsWith(textCase.fold(prefix), textCase);
  }

  static ValueTest endsWith(String suffix, TextCase textCase) {
    return new TextEndsWith(textCase.fold(suffix), textCase);
  }

  static ValueTest contains(String part, TextCase textCase) {
    return new TextContains(textCase.fold(part), textCase);
  }
}
