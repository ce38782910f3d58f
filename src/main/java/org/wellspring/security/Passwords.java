package org.wellspring.security;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.spec.InvalidKeySpecException;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.wellspring.model.Bytes;
import org.wellspring.model.Secret;

/** Hashes passwords, slowly, and compares them. Safe for use by several threads. */
public final class Passwords {
  private static final int STANDARD_ITERATIONS = 210_000;
  private static final int SALT_OCTETS = 16;

  private final SecureRandom random;
  private final int iterations;

  /**
   * Uses another number of iterations for new hashes than the standard.
   *
   * @param iterations 1 to 10,000,000; few only in tests
   */
  Passwords(SecureRandom random, int iterations) {
    this.random = random;
    this.iterations = iterations;
  }

  /** PBKDF2 with HMAC-SHA-256, 210,000 iterations, 16 octets of salt. */
  public static Passwords standard() {
    return new Passwords(new SecureRandom(), STANDARD_ITERATIONS);
  }

  /**
   * Hashes with a fresh salt.
   *
   * @throws IllegalArgumentException when the password is empty
   */
  public PasswordHash hash(Secret password) {
    if (password.value().isEmpty()) {
      throw new IllegalArgumentException("a password must have at least one character");
    }
    byte[] salt = new byte[SALT_OCTETS];
    random.nextBytes(salt);
    return new PasswordHash(iterations, Bytes.wrap(salt), derive(password, salt, iterations));
  }

  /** Whether this is the password. Takes as long when it is as when it is not. */
  public boolean matches(Secret password, PasswordHash hash) {
    boolean empty = password.value().isEmpty();
    Secret tried = empty ? new Secret("-") : password;
    Bytes derived = derive(tried, hash.salt().unsafeArray(), hash.iterations());
    boolean equal = MessageDigest.isEqual(derived.unsafeArray(), hash.hash().unsafeArray());
    return equal && !empty;
  }

  /**
   * A hash that no password has, for people who do not exist.
   *
   * @param cost iterations of those who do
   */
  PasswordHash unmatchable(int cost) {
    byte[] salt = new byte[SALT_OCTETS];
    byte[] hash = new byte[PasswordHash.HASH_OCTETS];
    random.nextBytes(salt);
    random.nextBytes(hash);
    return new PasswordHash(cost, Bytes.wrap(salt), Bytes.wrap(hash));
  }

  int iterations() {
    return iterations;
  }

  private static Bytes derive(Secret password, byte[] salt, int iterations) {
    PBEKeySpec spec =
        new PBEKeySpec(
            password.value().toCharArray(), salt, iterations, PasswordHash.HASH_OCTETS * 8);
    try {
      SecretKeyFactory factory = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256");
      return Bytes.wrap(factory.generateSecret(spec).getEncoded());
    } catch (InvalidKeySpecException e) {
      throw new IllegalStateException("PBKDF2 does not take its parameters", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no PBKDF2WithHmacSHA256", e);
    } finally {
      spec.clearPassword();
    }
  }
}
