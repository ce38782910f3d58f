package org.wellspring.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An https listener with a certificate and key as PEM files. */
final class TlsIT {
  private static final char[] PASSWORD = "example-only".toCharArray();

  @TempDir private Path directory;
  private KeyStore keys;
  private StartedServer server;

  @BeforeEach
  void start() throws Exception {
    keys = generate();
    Path certificate = directory.resolve("server.crt");
    Path key = directory.resolve("server.key");
    Files.writeString(certificate, pem("CERTIFICATE", keys.getCertificate("k").getEncoded()));
    Files.writeString(key, pem("PRIVATE KEY", keys.getKey("k", PASSWORD).getEncoded()));
    server =
        StartedServer.with(
            "http.listen=https://127.0.0.1:0",
            "http.tls.certificate=" + certificate,
            "http.tls.key=" + key);
  }

  private KeyStore generate() throws Exception {
    Path file = directory.resolve("k.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                file.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD),
                "-alias",
                "k",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=ip:127.0.0.1")
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("keytool.txt").toFile())
            .start();
    assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    return store;
  }

  private static String pem(String label, byte[] der) {
    String lines =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n";
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> identify(HttpClient client) throws Exception {
    URI address = server.wsman();
    assertThat(address.getScheme()).isEqualTo("https");
    return client.send(
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/soap+xml;charset=UTF-8")
            .POST(HttpRequest.BodyPublishers.ofString(Soap.IDENTIFY))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void aClientThatTrustsTheCertificateIsServed() throws Exception {
    KeyStore trust = KeyStore.getInstance("PKCS12");
    trust.load(null, null);
    trust.setCertificateEntry("server", keys.getCertificate("k"));
    TrustManagerFactory trusting =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusting.init(trust);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trusting.getTrustManagers(), null);

    HttpResponse<String> reply = identify(HttpClient.newBuilder().sslContext(context).build());

    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.body()).contains("IdentifyResponse");
  }

  @Test
  void aClientThatDoesNotTrustItGoesAway() {
    assertThatThrownBy(() -> identify(HttpClient.newHttpClient()))
        .isInstanceOf(SSLHandshakeException.class);
  }

  @Test
  void plainHttpIsNotServedOnThisPort() throws Exception {
    try (Socket socket = new Socket("127.0.0.1", server.base().getPort())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(RawHttp.post("/wsman", Soap.IDENTIFY).getBytes(StandardCharsets.US_ASCII));
      assertThat(readAll(socket)).doesNotContain("IdentifyResponse");
    }
  }

  private static String readAll(Socket socket) {
    try {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException reset) {
      return "";
    }
  }
}
