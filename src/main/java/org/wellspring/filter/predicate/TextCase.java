package org.wellspring.filter.predicate;

/** Whether upper and lower case are told apart. */
public enum TextCase {
  EXACT {
    @Override
    public String fold(String text) {
      return text;
    }
  },
  IGNORED {
    @Override
    public String fold(String text) {
      return folded(text);
    }
  };

  /** The form in which texts that count as equal are equal: the text itself, or {@link #folded}. */
  public abstract String fold(String text);

  /**
   * Lower case, character by character, so that two texts fold to the same exactly when {@link
   * String#equalsIgnoreCase} holds. Keeps the length, so prefixes fold to prefixes. Gives the text
   * itself when there is nothing to change.
   */
  public static String folded(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (fold(text.charAt(i)) != text.charAt(i)) {
        char[] chars = text.toCharArray();
        for (int j = i; j < chars.length; j++) {
          chars[j] = fold(chars[j]);
        }
        return new String(chars);
      }
    }
    return text;
  }

  private static char fold(char c) {
    if (c < 128) {
      return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
    }
    return Character.toLowerCase(Character.toUpperCase(c));
  }
}
