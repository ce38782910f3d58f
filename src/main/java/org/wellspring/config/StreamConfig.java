package org.wellspring.config;

import java.util.regex.Pattern;
import org.wellspring.config.settings.SettingsReader;
import org.wellspring.config.settings.Values;

/**
 * REST event streams: {@code stream.*}.
 *
 * @param cell the name that a criteria's cell condition must have; 1 to 128 characters
 */
public record StreamConfig(String cell) {
  public static final StreamConfig DEFAULTS = new StreamConfig("wellspring");

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,128}");

  static StreamConfig read(SettingsReader in) {
    return new StreamConfig(
        in.value(
            "cell",
            DEFAULTS.cell,
            Values.text(NAME, "1 to 128 letters, digits, '.', '_' and '-' are wanted")));
  }
}
