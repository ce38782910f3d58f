package org.wellspring.security;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.wellspring.model.Secret;
import org.wellspring.subscription.SecretKeeper;

/**
 * Seals secrets with AES-256-GCM under the key of a file. The sealed text is {@code 1.} and the
 * base64 of nonce (12 octets), ciphertext and tag (16 octets).
 *
 * <p>The file holds the base64 of 32 random octets. It is made when it is not there, mode 600. Who
 * has both the file and the records can read the secrets: keep the file out of backups of the data,
 * or elsewhere.
 */
public final class SealedSecrets implements SecretKeeper {
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final String VERSION = "1.";
  private static final int KEY_OCTETS = 32;
  private static final int NONCE_OCTETS = 12;
  private static final int TAG_BITS = 128;

  private final SecretKeySpec key;
  private final SecureRandom random = new SecureRandom();

  private SealedSecrets(byte[] key) {
    this.key = new SecretKeySpec(key, "AES");
  }

  /**
   * Reads the key, or makes one.
   *
   * @throws IOException when the file cannot be read or made, or holds no key
   */
  public static SealedSecrets open(Path file) throws IOException {
    if (!Files.exists(file)) {
      create(file);
    }
    byte[] key;
    try {
      key = Base64.getDecoder().decode(Files.readString(file, StandardCharsets.US_ASCII).strip());
    } catch (IllegalArgumentException e) {
      throw notAKey(file);
    }
    if (key.length != KEY_OCTETS) {
      throw notAKey(file);
    }
    return new SealedSecrets(key);
  }

  private static IOException notAKey(Path file) {
    return new IOException(
        file
            + " holds no key (setting security.key-file): the base64 of 32 octets is wanted. Put the"
            + " right file there; without it the passwords that are kept cannot be read");
  }

  private static void create(Path file) throws IOException {
    byte[] key = new byte[KEY_OCTETS];
    new SecureRandom().nextBytes(key);
    String line = Base64.getEncoder().encodeToString(key) + "\n";
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            ownerOnly(file))) {
      ByteBuffer octets = StandardCharsets.US_ASCII.encode(line);
      while (octets.hasRemaining()) {
        channel.write(octets);
      }
      channel.force(true);
    } catch (FileAlreadyExistsException e) {
      return; // made meanwhile: that one counts
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  @Override
  public String seal(Secret secret, String context) {
    byte[] nonce = new byte[NONCE_OCTETS];
    random.nextBytes(nonce);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce, context);
      byte[] sealed = cipher.doFinal(secret.value().getBytes(StandardCharsets.UTF_8));
      byte[] whole =
          ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
      return VERSION + Base64.getEncoder().encodeToString(whole);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + CIPHER, e);
    }
  }

  @Override
  public Secret open(String sealed, String context) {
    try {
      if (!sealed.startsWith(VERSION)) {
        throw new IllegalArgumentException("unknown version");
      }
      byte[] whole = Base64.getDecoder().decode(sealed.substring(VERSION.length()));
      ByteBuffer octets = ByteBuffer.wrap(whole);
      byte[] nonce = new byte[NONCE_OCTETS];
      octets.get(nonce);
      byte[] rest = new byte[octets.remaining()];
      octets.get(rest);
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, nonce, context);
      return new Secret(new String(cipher.doFinal(rest), StandardCharsets.UTF_8));
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new IllegalStateException(
          "a secret of "
              + context
              + " cannot be opened: it was sealed with another key (setting security.key-file) or"
              + " is damaged",
          e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, String context) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
