package org.wellspring.intake;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.wellspring.model.SelectorSet;

/** Selectors written as a CloudEvents {@code subject}: {@code Name=Value&Name2=Value2}. */
final class Subjects {
  private Subjects() {}

  /**
   * Reads selectors; names and values are percent-decoded as UTF-8.
   *
   * @throws IllegalArgumentException when it is not such a list, or names one twice
   */
  static SelectorSet parse(String subject) {
    Map<String, String> byName = new LinkedHashMap<>();
    Set<String> seen = new HashSet<>();
    for (String pair : subject.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException(
            "the subject must be selectors, Name=Value&Name2=Value2 and percent-encoded, but \""
                + pair
                + "\" is not Name=Value");
      }
      String name = percentDecode(pair.substring(0, equals));
      if (!seen.add(name.toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException("the selector " + name + " is there twice");
      }
      byName.put(name, percentDecode(pair.substring(equals + 1)));
    }
    return SelectorSet.of(byName);
  }

  /** RFC 3986 §2.1; a plus sign is itself. */
  static String percentDecode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(octets.length);
    for (int i = 0; i < octets.length; i++) {
      if (octets[i] != '%') {
        decoded.write(octets[i]);
        continue;
      }
      int high = i + 1 < octets.length ? Character.digit(octets[i + 1], 16) : -1;
      int low = i + 2 < octets.length ? Character.digit(octets[i + 2], 16) : -1;
      if (high < 0 || low < 0) {
        throw new IllegalArgumentException("a % in \"" + text + "\" lacks its two hex digits");
      }
      decoded.write(high << 4 | low);
      i += 2;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(decoded.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("\"" + text + "\" does not decode to UTF-8", e);
    }
  }
}
