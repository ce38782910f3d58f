package org.wellspring.testing;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.wellspring.model.Secret;
import org.wellspring.subscription.SecretKeeper;

/** Hides nothing from anybody, but tells whether a secret is opened for what it was sealed for. */
public final class TestSecrets implements SecretKeeper {
  @Override
  public String seal(Secret secret, String context) {
    byte[] octets = (context + "\n" + secret.value()).getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(octets);
  }

  @Override
  public Secret open(String sealed, String context) {
    String text = new String(Base64.getDecoder().decode(sealed), StandardCharsets.UTF_8);
    if (!text.startsWith(context + "\n")) {
      throw new IllegalStateException("sealed for something else than " + context);
    }
    return new Secret(text.substring(context.length() + 1));
  }
}
