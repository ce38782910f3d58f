package org.wellspring.filter.text;

import org.wellspring.filter.FilterProblem;

/**
 * What a filter's text may take.
 *
 * @param maxLength characters; setting subscription.max-filter-length
 * @param maxNesting levels of parentheses and brackets
 */
public record TextLimits(int maxLength, int maxNesting) {
  /** Deep enough for any person, and far from what a thread's stack holds. */
  public static final int USUAL_NESTING = 100;

  public static TextLimits ofLength(int maxLength) {
    return new TextLimits(maxLength, USUAL_NESTING);
  }

  /** Refuses a text that is empty or too long; {@code what} names it in the message. */
  public void checkLength(String text, String what) throws FilterProblem {
    if (text.isBlank()) {
      throw new FilterProblem("the filter holds no " + what);
    }
    if (text.length() > maxLength) {
      throw new FilterProblem(
          "the "
              + what
              + " has "
              + text.length()
              + " characters; "
              + maxLength
              + " are allowed (setting subscription.max-filter-length)");
    }
  }
}
