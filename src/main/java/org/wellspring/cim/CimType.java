package org.wellspring.cim;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The types of CIM. DSP0004 §5.2. Each has one canonical text for each value, in which values are
 * kept and compared.
 */
public enum CimType {
  BOOLEAN,
  STRING,
  CHAR16,
  UINT8(8, false),
  UINT16(16, false),
  UINT32(32, false),
  UINT64(64, false),
  SINT8(8, true),
  SINT16(16, true),
  SINT32(32, true),
  SINT64(64, true),
  REAL32,
  REAL64,
  DATETIME,
  REFERENCE;

  private final Optional<Range> range;

  private record Range(BigInteger least, BigInteger most) {}

  CimType() {
    range = Optional.empty();
  }

  CimType(int bits, boolean signed) {
    BigInteger span = BigInteger.ONE.shiftLeft(signed ? bits - 1 : bits);
    range =
        Optional.of(
            new Range(signed ? span.negate() : BigInteger.ZERO, span.subtract(BigInteger.ONE)));
  }

  /** As written in MOF and CIM-XML. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<CimType> named(String name) {
    return Arrays.stream(values()).filter(type -> type.wireName().equalsIgnoreCase(name)).findAny();
  }

  public boolean isInteger() {
    return range.isPresent();
  }

  public boolean isNumeric() {
    return isInteger() || this == REAL32 || this == REAL64;
  }

  /**
   * The canonical text of a value: {@code true} or {@code false}; decimal digits; the 25 characters
   * of a datetime; a string as it is.
   *
   * @throws IllegalArgumentException when the text is no value of this type; says what is wanted
   */
  public String canonical(String text) {
    if (range.isPresent()) {
      return integer(text.strip(), range.get());
    }
    return switch (this) {
      case BOOLEAN -> bool(text.strip());
      case REAL32, REAL64 -> real(text.strip());
      case DATETIME -> CimDateTime.canonical(text.strip());
      case CHAR16 -> {
        require(text.length() == 1, text, "one character");
        yield text;
      }
      default -> text;
    };
  }

  private String bool(String text) {
    require(text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false"), text, "true or false");
    return text.toLowerCase(Locale.ROOT);
  }

  private String integer(String text, Range bounds) {
    String wanted = "a whole number from " + bounds.least + " to " + bounds.most;
    require(text.length() <= 32, text, wanted);
    BigInteger value;
    try {
      boolean hex = text.regionMatches(true, 0, "0x", 0, 2);
      value =
          hex
              ? new BigInteger(text.substring(2), 16)
              : new BigDecimal(text).toBigIntegerExact(); // JSON numbers may come as 3.0
    } catch (ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException(problem(text, wanted), e);
    }
    require(value.compareTo(bounds.least) >= 0 && value.compareTo(bounds.most) <= 0, text, wanted);
    return value.toString();
  }

  private String real(String text) {
    if (text.equalsIgnoreCase("NaN") || text.equals("INF") || text.equals("-INF")) {
      return text;
    }
    try {
      return Double.toString(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(problem(text, "a number"), e);
    }
  }

  private void require(boolean fine, String text, String wanted) {
    if (!fine) {
      throw new IllegalArgumentException(problem(text, wanted));
    }
  }

  private String problem(String text, String wanted) {
    String seen = text.length() > 64 ? text.substring(0, 64) + "…" : text;
    return "\"" + seen + "\" is no " + wireName() + ": " + wanted + " is wanted";
  }
}
