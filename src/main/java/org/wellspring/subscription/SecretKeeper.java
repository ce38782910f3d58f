package org.wellspring.subscription;

import org.wellspring.model.Secret;

/** Makes secrets unreadable in records that are kept on disk. Safe for use by several threads. */
public interface SecretKeeper {
  /**
   * Encrypts.
   *
   * @param context what the secret is for and whose it is: sealed text opens only with the same one
   */
  String seal(Secret secret, String context);

  /**
   * Decrypts what {@link #seal} gave.
   *
   * @throws IllegalStateException when the text was sealed with another key or context, or changed
   */
  Secret open(String sealed, String context);
}
