package org.wellspring.security;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.wellspring.model.Secret;

/**
 * User and password of an {@code Authorization: Basic …} header. RFC 7617.
 *
 * @param password may be empty
 */
record BasicCredentials(String name, Secret password) {
  private static final String SCHEME = "basic ";
  private static final int MAX_LENGTH = 4096;

  /** Empty when the header is of another scheme or malformed. */
  static Optional<BasicCredentials> parse(String header) {
    String text = header.strip();
    if (text.length() > MAX_LENGTH || !text.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    try {
      String pair = decode(Base64.getDecoder().decode(text.substring(SCHEME.length()).strip()));
      int colon = pair.indexOf(':');
      return colon < 0
          ? Optional.empty()
          : Optional.of(
              new BasicCredentials(
                  pair.substring(0, colon), new Secret(pair.substring(colon + 1))));
    } catch (IllegalArgumentException e) { // not base64
      return Optional.empty();
    }
  }

  /** UTF-8; what cannot be UTF-8 comes from an older client and is ISO-8859-1. */
  private static String decode(byte[] octets) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
    } catch (CharacterCodingException e) {
      return new String(octets, StandardCharsets.ISO_8859_1);
    }
  }
}
