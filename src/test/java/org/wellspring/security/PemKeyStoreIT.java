package org.wellspring.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wellspring.config.HttpConfig.Tls;
import org.wellspring.config.settings.ConfigProblems;
import org.wellspring.model.Secret;
import org.wellspring.security.PemKeyStore.KeyMaterial;

/** Keys made by the JDK's keytool; one handshake on the loopback address. */
final class PemKeyStoreIT {
  private static final Secret PASSWORD = new Secret("open sesame");

  @TempDir Path folder;

  private Path store(String algorithm, String type) throws IOException, InterruptedException {
    Path file = folder.resolve(algorithm + "." + type);
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                file.toString(),
                "-storetype",
                type,
                "-storepass",
                PASSWORD.value(),
                "-keypass",
                PASSWORD.value(),
                "-alias",
                "k",
                "-keyalg",
                algorithm,
                "-dname",
                "CN=localhost",
                "-ext",
                "san=ip:127.0.0.1",
                "-validity",
                "2")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.txt").toFile())
            .start();
    keytool.getOutputStream().close(); // a question gets no answer
    assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(keytool.exitValue()).as(Files.readString(folder.resolve("keytool.txt"))).isZero();
    return file;
  }

  private Tls.Pem pem(String algorithm)
      throws IOException, InterruptedException, GeneralSecurityException {
    KeyStore store =
        KeyStore.getInstance(store(algorithm, "PKCS12").toFile(), PASSWORD.value().toCharArray());
    Key key = store.getKey("k", PASSWORD.value().toCharArray());
    return new Tls.Pem(
        write(algorithm + ".crt", "CERTIFICATE", store.getCertificate("k").getEncoded()),
        write(algorithm + ".key", "PRIVATE KEY", key.getEncoded()));
  }

  private Path write(String name, String label, byte[] der) throws IOException {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    String text = "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, base64, label);
    return Files.writeString(folder.resolve(name), "A line in front\n" + text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC", "Ed25519"})
  void pemFilesServeATlsHandshake(String algorithm) throws Exception {
    assertHandshake(PemKeyStore.load(pem(algorithm)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PKCS12", "JKS"})
  void aKeyStoreFileServesATlsHandshake(String type) throws Exception {
    assertHandshake(PemKeyStore.load(new Tls.Store(store("EC", type), PASSWORD)));
  }

  private static void assertHandshake(KeyMaterial material) throws Exception {
    Certificate certificate =
        material.store().getCertificate(material.store().aliases().nextElement());
    SSLContext server = server(material);
    try (SSLServerSocket listener =
        (SSLServerSocket)
            server
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      CompletableFuture<Integer> answered =
          CompletableFuture.supplyAsync(() -> echoOneOctet(listener));
      try (SSLSocket socket =
          (SSLSocket)
              client(certificate)
                  .getSocketFactory()
                  .createSocket(listener.getInetAddress(), listener.getLocalPort())) {
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(42);
        assertThat(socket.getInputStream().read()).isEqualTo(42);
        assertThat(socket.getSession().getPeerCertificates()).containsExactly(certificate);
      }
      assertThat(answered.get(10, TimeUnit.SECONDS)).isEqualTo(42);
    }
  }

  private static int echoOneOctet(SSLServerSocket listener) {
    try (SSLSocket socket = (SSLSocket) listener.accept()) {
      socket.setSoTimeout(10_000);
      int octet = socket.getInputStream().read();
      socket.getOutputStream().write(octet);
      return octet;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static SSLContext server(KeyMaterial material) throws GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(material.store(), material.password().value().toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private static SSLContext client(Certificate trusted)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("server", trusted);
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  @Test
  void theKeyOfAnotherCertificateIsRefused() throws Exception {
    Tls.Pem one = pem("EC");
    Path kept = Files.copy(one.key(), folder.resolve("first.key"));
    Files.delete(folder.resolve("EC.PKCS12"));
    Tls.Pem other = pem("EC");
    Tls.Pem rsa = pem("RSA");

    assertRefused(
        new Tls.Pem(other.certificate(), kept), "is not the key of the first certificate");
    assertRefused(
        new Tls.Pem(rsa.certificate(), other.key()), "not the RSA key of the certificate");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          RSA PRIVATE KEY | openssl pkcs8 -topk8 -nocrypt -in
          EC PRIVATE KEY | openssl pkcs8 -topk8 -nocrypt -in
          ENCRYPTED PRIVATE KEY | is encrypted; convert it: openssl pkcs8 -in
          CERTIFICATE REQUEST | holds no -----BEGIN PRIVATE KEY-----
          PRIVATE KEY | is damaged
          """)
  void aKeyThatCannotBeReadIsRefusedWithTheWayOut(String label, String wayOut) throws Exception {
    Path key = write("other.key", label, new byte[] {1, 2, 3});

    assertRefused(new Tls.Pem(pem("EC").certificate(), key), wayOut);
  }

  @Test
  void filesThatAreMissingOrHoldNoCertificateAreRefused() throws Exception {
    Tls.Pem fine = pem("EC");

    assertRefused(new Tls.Pem(folder.resolve("none.crt"), fine.key()), "none.crt cannot be read");
    assertRefused(new Tls.Pem(fine.certificate(), folder.resolve("none.key")), "cannot be read");
    assertRefused(new Tls.Pem(fine.key(), fine.key()), "holds no -----BEGIN CERTIFICATE-----");
    assertRefused(
        new Tls.Pem(write("bad.crt", "CERTIFICATE", new byte[] {1}), fine.key()),
        "holds a damaged certificate");
  }

  @Test
  void aWrongKeyStorePasswordIsRefusedAndNotShown() throws Exception {
    Path file = store("EC", "PKCS12");

    assertRefused(new Tls.Store(file, new Secret("guess")), "http.tls.keystore-password is not");
    assertRefused(new Tls.Store(folder.resolve("no.p12"), PASSWORD), "cannot be opened");
    assertThatThrownBy(() -> PemKeyStore.load(new Tls.Store(file, new Secret("guess"))))
        .message()
        .doesNotContain("guess");
  }

  private static void assertRefused(Tls tls, String reason) {
    assertThatThrownBy(() -> PemKeyStore.load(tls))
        .isInstanceOf(ConfigProblems.class)
        .hasMessageContaining(reason);
  }
}
