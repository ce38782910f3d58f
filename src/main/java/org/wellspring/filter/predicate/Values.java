package org.wellspring.filter.predicate;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wellspring.xml.XmlElement;

/**
 * The values of an operand on one event, in document order. What they are as text, folded text or
 * number is found out once. Not for use by several threads.
 */
public final class Values {
  static final Values NONE = new Values(List.of());

  /** Longer digit strings are compared as doubles. */
  private static final int LONGEST_DECIMAL = 1_000;

  /** One value as it was found: a text, or the element that holds it. */
  record Raw(@Nullable String text, @Nullable XmlElement element, boolean isNull, boolean strip) {
    static Raw of(String text) {
      return new Raw(text, null, false, false);
    }
  }

  private final List<Raw> raw;
  private final @Nullable String[] texts;
  private @Nullable String @Nullable [] folded;
  private double @Nullable [] numbers;

  private final boolean tooLong;

  Values(List<Raw> raw) {
    this(raw, false);
  }

  Values(List<Raw> raw, boolean tooLong) {
    this.raw = raw;
    this.tooLong = tooLong;
    this.texts = new @Nullable String[raw.size()];
  }

  /** How many there are, nulls included; 0 when the operand is absent. */
  public int size() {
    return raw.size();
  }

  public boolean isEmpty() {
    return raw.isEmpty();
  }

  /** Whether a value is a null: an element with {@code xsi:nil="true"}. */
  public boolean isNull(int index) {
    return raw.get(index).isNull();
  }

  /**
   * Whether the texts are out of proportion to the event, as those of a thousand elements within
   * each other are. Then none is given.
   */
  public boolean isTooLong() {
    return tooLong;
  }

  /**
   * The value as text: all text below, for an element. Empty for a null.
   *
   * @throws CannotEvaluate if they are too long
   */
  public String text(int index) {
    String known = texts[index];
    if (known == null) {
      if (tooLong) {
        throw new CannotEvaluate(
            "it compares the text of " + size() + " elements of which some hold the others");
      }
      Raw value = raw.get(index);
      known = value.element == null ? value.text : value.element.text();
      known = known == null ? "" : value.strip ? known.strip() : known;
      texts[index] = known;
    }
    return known;
  }

  /** The value as text, folded when case is ignored. */
  public String text(int index, TextCase textCase) {
    return textCase == TextCase.EXACT ? text(index) : folded(index);
  }

  /** See {@link TextCase#folded}. */
  public String folded(int index) {
    if (folded == null) {
      folded = new @Nullable String[raw.size()];
    }
    String known = folded[index];
    if (known == null) {
      known = TextCase.folded(text(index));
      folded[index] = known;
    }
    return known;
  }

  /**
   * The value as a number; NaN when it is none. White space around is passed over; a sign, a
   * fraction and an exponent are understood. Whatever a dialect reads as a number must be one here,
   * with the same value: keys rely on it.
   */
  public double number(int index) {
    if (numbers == null) {
      numbers = new double[raw.size()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = isNull(i) ? Double.NaN : Numbers.parse(text(i));
      }
    }
    return numbers[index];
  }

  /**
   * The value as an exact number; call only when {@link #number} is finite. Numbers of more than a
   * thousand characters come out as their double.
   */
  public BigDecimal decimal(int index) {
    String text = text(index).strip();
    return text.length() > LONGEST_DECIMAL
        ? BigDecimal.valueOf(number(index))
        : new BigDecimal(text);
  }

  /** The element that holds the value; empty for an attribute, a selector, and the like. */
  public Optional<XmlElement> element(int index) {
    return Optional.ofNullable(raw.get(index).element());
  }
}
