package org.wellspring.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import org.wellspring.model.Principal;

/**
 * Somebody in the users file.
 *
 * @param name 1 to 128 characters, no colon, no control characters, no blanks at its ends, not
 *     starting with {@code #}
 */
public record User(String name, Principal.Role role, PasswordHash password) {
  private static final Pattern NAME =
      Pattern.compile("(?!#)[^:\\p{Cntrl}\\s]([^:\\p{Cntrl}]{0,126}[^:\\p{Cntrl}\\s])?");

  public User {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a user's name has 1 to 128 characters without ':' and control characters, no blanks at"
              + " its ends and no '#' in front");
    }
  }

  public Principal principal() {
    return new Principal(name, role);
  }

  /** Changes whenever anything of the user does, and tells nothing of it. */
  public String stamp() {
    try {
      byte[] line = line().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(line));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  /** The line of the users file. */
  String line() {
    return name + ":" + role.name().toLowerCase(Locale.ROOT) + ":" + password.encoded();
  }
}
