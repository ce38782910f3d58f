package org.wellspring.security;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wellspring.model.Bytes;

/**
 * A password as it is kept: {@code $pbkdf2-sha256$ITERATIONS$SALT$HASH}, the last two in base64
 * without padding.
 *
 * @param iterations 1 to 10,000,000
 * @param salt 8 to 64 octets
 * @param hash 32 octets
 */
public record PasswordHash(int iterations, Bytes salt, Bytes hash) {
  static final int HASH_OCTETS = 32;
  private static final int MAX_ITERATIONS = 10_000_000;
  private static final Pattern SHAPE =
      Pattern.compile("\\$pbkdf2-sha256\\$(\\d{1,8})\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

  /** Empty when the text is not of this form. */
  public static Optional<PasswordHash> parse(String text) {
    Matcher matcher = SHAPE.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      int iterations = Integer.parseInt(matcher.group(1));
      byte[] salt = Base64.getDecoder().decode(matcher.group(2));
      byte[] hash = Base64.getDecoder().decode(matcher.group(3));
      boolean fits =
          iterations >= 1
              && iterations <= MAX_ITERATIONS
              && salt.length >= 8
              && salt.length <= 64
              && hash.length == HASH_OCTETS;
      return fits
          ? Optional.of(new PasswordHash(iterations, Bytes.wrap(salt), Bytes.wrap(hash)))
          : Optional.empty();
    } catch (IllegalArgumentException e) { // base64 of an impossible length
      return Optional.empty();
    }
  }

  /** For the users file; {@link #toString} shows nothing of the hash. */
  String encoded() {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return "$pbkdf2-sha256$"
        + iterations
        + "$"
        + base64.encodeToString(salt.unsafeArray())
        + "$"
        + base64.encodeToString(hash.unsafeArray());
  }

  @Override
  public String toString() {
    return "$pbkdf2-sha256$" + iterations + "$****";
  }
}
