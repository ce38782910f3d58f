package org.wellspring.security;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wellspring.config.HttpConfig.Tls;
import org.wellspring.config.settings.Problems;
import org.wellspring.model.Secret;

/**
 * The server's key and certificates, from two PEM files or from a PKCS#12 or JKS file. Of PEM keys
 * only PKCS#8 without encryption is read; for others the message has the command that converts
 * them.
 */
public final class PemKeyStore {
  private static final long MAX_OCTETS = 1L << 20;
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

  /**
   * A store with one key.
   *
   * @param password of the store and of the key
   */
  public record KeyMaterial(KeyStore store, Secret password) {}

  /** Why it does not work, and whose fault it is. */
  private static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;
    private final String setting;

    Unusable(String setting, String message) {
      super(message);
      this.setting = setting;
    }
  }

  private record Block(String label, String base64) {}

  private PemKeyStore() {}

  /**
   * Reads key and certificates, and checks that they belong together.
   *
   * @throws org.wellspring.config.settings.ConfigProblems saying which file is wrong and why
   */
  public static KeyMaterial load(Tls tls) {
    Problems problems = new Problems();
    Optional<KeyMaterial> material = Optional.empty();
    try {
      material =
          Optional.of(tls instanceof Tls.Pem pem ? fromPem(pem) : fromStore((Tls.Store) tls));
    } catch (Unusable e) {
      problems.add("TLS", e.setting, String.valueOf(e.getMessage()));
    }
    problems.throwIfAny();
    return material.orElseThrow();
  }

  private static KeyMaterial fromPem(Tls.Pem pem) throws Unusable {
    List<Certificate> chain = chain(pem.certificate());
    PrivateKey key = key(pem.key(), chain.get(0));
    if (!belongTogether(key, chain.get(0))) {
      throw new Unusable(
          "http.tls.key",
          pem.key() + " is not the key of the first certificate in " + pem.certificate());
    }
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    Secret password = new Secret(Base64.getEncoder().encodeToString(random));
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "wellspring", key, password.value().toCharArray(), chain.toArray(new Certificate[0]));
      return new KeyMaterial(store, password);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("this Java cannot keep a key in memory", e);
    }
  }

  private static List<Certificate> chain(Path file) throws Unusable {
    String setting = "http.tls.certificate";
    List<Certificate> chain = new ArrayList<>();
    for (Block block : blocks(setting, file)) {
      if (block.label.equals("CERTIFICATE")) {
        byte[] der = decoded(setting, file, block);
        try {
          CertificateFactory x509 = CertificateFactory.getInstance("X.509");
          chain.add(x509.generateCertificate(new ByteArrayInputStream(der)));
        } catch (CertificateException e) {
          throw new Unusable(setting, file + " holds a damaged certificate");
        }
      }
    }
    if (chain.isEmpty()) {
      throw new Unusable(setting, file + " holds no -----BEGIN CERTIFICATE-----");
    }
    return chain;
  }

  private static PrivateKey key(Path file, Certificate certificate) throws Unusable {
    String setting = "http.tls.key";
    for (Block block : blocks(setting, file)) {
      switch (block.label) {
        case "PRIVATE KEY":
          return pkcs8(file, decoded(setting, file, block), certificate);
        case "ENCRYPTED PRIVATE KEY":
          throw new Unusable(
              setting,
              "%s is encrypted; convert it: openssl pkcs8 -in %s -out %s.plain"
                  .formatted(file, file, file));
        case "RSA PRIVATE KEY", "EC PRIVATE KEY", "DSA PRIVATE KEY":
          throw new Unusable(
              setting,
              "%s is of an older form (%s); convert it: openssl pkcs8 -topk8 -nocrypt -in %s -out %s.pk8"
                  .formatted(file, block.label, file, file));
        default: // EC PARAMETERS, a certificate in the same file
          break;
      }
    }
    throw new Unusable(setting, file + " holds no -----BEGIN PRIVATE KEY-----");
  }

  private static PrivateKey pkcs8(Path file, byte[] der, Certificate certificate) throws Unusable {
    String algorithm = certificate.getPublicKey().getAlgorithm();
    try {
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (GeneralSecurityException e) {
      throw new Unusable(
          "http.tls.key",
          "%s is damaged, or not the %s key of the certificate".formatted(file, algorithm));
    }
  }

  /** What the key signs, the certificate must confirm. */
  private static boolean belongTogether(PrivateKey key, Certificate certificate) {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> key.getAlgorithm();
        };
    try {
      Signature signature = Signature.getInstance(algorithm);
      byte[] sample = "wellspring".getBytes(StandardCharsets.US_ASCII);
      signature.initSign(key);
      signature.update(sample);
      byte[] signed = signature.sign();
      signature.initVerify(certificate.getPublicKey());
      signature.update(sample);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static KeyMaterial fromStore(Tls.Store tls) throws Unusable {
    char[] password = tls.password().value().toCharArray();
    String setting = "http.tls.keystore";
    try {
      KeyStore store = KeyStore.getInstance(tls.file().toFile(), password);
      List<String> keys = new ArrayList<>();
      for (String alias : Collections.list(store.aliases())) {
        if (store.isKeyEntry(alias)) {
          keys.add(alias);
        }
      }
      if (keys.size() != 1) {
        throw new Unusable(
            setting, tls.file() + " holds " + keys.size() + " keys; exactly one is wanted");
      }
      store.getKey(keys.get(0), password); // fails now rather than at the first handshake
      return new KeyMaterial(store, tls.password());
    } catch (IOException | IllegalArgumentException | GeneralSecurityException e) {
      throw new Unusable(
          setting,
          tls.file()
              + " cannot be opened: it is no PKCS#12 or JKS file, or http.tls.keystore-password is"
              + " not the password of both store and key");
    }
  }

  private static List<Block> blocks(String setting, Path file) throws Unusable {
    try {
      if (Files.size(file) > MAX_OCTETS) {
        throw new Unusable(setting, file + " has more than " + MAX_OCTETS + " octets");
      }
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      List<Block> blocks = new ArrayList<>();
      Matcher matcher = BLOCK.matcher(text);
      while (matcher.find()) {
        blocks.add(new Block(matcher.group(1), matcher.group(2)));
      }
      return blocks;
    } catch (IOException e) {
      throw new Unusable(setting, file + " cannot be read");
    }
  }

  private static byte[] decoded(String setting, Path file, Block block) throws Unusable {
    try {
      return Base64.getMimeDecoder().decode(block.base64);
    } catch (IllegalArgumentException e) {
      throw new Unusable(setting, file + " is damaged: not base64 between its PEM lines");
    }
  }
}
