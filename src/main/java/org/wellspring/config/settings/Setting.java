package org.wellspring.config.settings;

/**
 * What is written for one path, and where.
 *
 * @param text as written, without quotes; empty for {@link Kind#NOTHING} and {@link
 *     Kind#EMPTY_LIST}
 * @param origin for people: {@code fountains.yaml line 12}, {@code environment WELLSPRING_X},
 *     {@code --set}
 */
public record Setting(String text, String origin, Kind kind) {
  /** What stands behind the name. */
  public enum Kind {
    SCALAR,
    /** A name and no value: {@code http:}. */
    NOTHING,
    /** {@code []} or {@code {}}. */
    EMPTY_LIST
  }

  public static Setting scalar(String text, String origin) {
    return new Setting(text, origin, Kind.SCALAR);
  }
}
