package org.wellspring.client;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.wellspring.model.Secret;

/** A user and password for HTTP Basic authentication. RFC 7617. */
public record Credentials(String user, Secret password) {
  /** The value of the {@code Authorization} header. */
  String authorization() {
    byte[] pair = (user + ":" + password.value()).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }
}
