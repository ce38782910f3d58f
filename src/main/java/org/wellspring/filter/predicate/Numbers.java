package org.wellspring.filter.predicate;

/** Reads numbers as they stand in events. */
final class Numbers {
  private Numbers() {}

  /** The number, or NaN. Decimal digits with sign, fraction and exponent; no hex, no suffix. */
  static double parse(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && Character.isWhitespace(text.charAt(from))) {
      from++;
    }
    while (to > from && Character.isWhitespace(text.charAt(to - 1))) {
      to--;
    }
    return from == to ? Double.NaN : parse(text, from, to);
  }

  private static double parse(String text, int from, int to) {
    long small = 0;
    boolean negative = text.charAt(from) == '-';
    int at = negative ? from + 1 : from;
    if (at < to && to - at <= 15) { // the common case: an integer that a double holds exactly
      int i = at;
      while (i < to && isDigit(text.charAt(i))) {
        small = small * 10 + (text.charAt(i) - '0');
        i++;
      }
      if (i == to) {
        return negative ? -(double) small : small;
      }
    }
    return isDecimal(text, from, to) ? Double.parseDouble(text.substring(from, to)) : Double.NaN;
  }

  private static boolean isDecimal(String text, int from, int to) {
    int at = from;
    if (text.charAt(at) == '-' || text.charAt(at) == '+') {
      at++;
    }
    int afterWhole = digits(text, at, to);
    int whole = afterWhole - at;
    at = afterWhole;
    int fraction = 0;
    if (at < to && text.charAt(at) == '.') {
      int afterFraction = digits(text, at + 1, to);
      fraction = afterFraction - at - 1;
      at = afterFraction;
    }
    if (whole + fraction == 0) {
      return false;
    }
    return at == to || isExponent(text, at, to);
  }

  private static boolean isExponent(String text, int from, int to) {
    if (text.charAt(from) != 'e' && text.charAt(from) != 'E') {
      return false;
    }
    int at = from + 1;
    if (at < to && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
      at++;
    }
    return at < to && digits(text, at, to) == to;
  }

  private static int digits(String text, int from, int to) {
    int at = from;
    while (at < to && isDigit(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
