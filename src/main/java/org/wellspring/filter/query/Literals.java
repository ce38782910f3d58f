package org.wellspring.filter.query;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import org.antlr.v4.runtime.Token;
import org.wellspring.filter.FilterProblem;
import org.wellspring.filter.text.GrammarReader;

/** Constants as they are written in queries. */
public final class Literals {
  /** Digits of an exponent; more is no quantity of anything. */
  private static final int LONGEST_EXPONENT = 3;

  private Literals() {}

  /** The text between quotation marks; a backslash before one of them, or before another, goes. */
  public static String text(String quoted) {
    String inner = inner(quoted);
    return inner.indexOf('\\') < 0 ? inner : inner.replaceAll("\\\\([\"'\\\\])", "$1");
  }

  /** The same with its backslashes, but for those before the quotation mark. */
  public static String pattern(String quoted) {
    char mark = quoted.charAt(0);
    return inner(quoted).replace("\\" + mark, String.valueOf(mark));
  }

  /** All that stands between the quotation marks. */
  public static String inner(String quoted) {
    return quoted.substring(1, quoted.length() - 1);
  }

  /**
   * A number: decimal, {@code 0x1F}, or {@code 101b}.
   *
   * @param digits without sign
   */
  public static BigDecimal number(String sign, Token digits) throws FilterProblem {
    String text = digits.getText().toLowerCase(Locale.ROOT);
    BigDecimal number;
    if (text.startsWith("0x")) {
      number = new BigDecimal(new BigInteger(text.substring(2), 16));
    } else if (text.endsWith("b")) {
      number = new BigDecimal(new BigInteger(text.substring(0, text.length() - 1), 2));
    } else {
      int exponent = text.indexOf('e');
      if (exponent >= 0 && text.replaceAll("^.*e[+-]?0*", "").length() > LONGEST_EXPONENT) {
        throw new FilterProblem(
            GrammarReader.place(digits)
                + "found "
                + digits.getText()
                + ", expected an exponent of three digits at most");
      }
      number = new BigDecimal(text);
    }
    return sign.equals("-") ? number.negate() : number;
  }
}
