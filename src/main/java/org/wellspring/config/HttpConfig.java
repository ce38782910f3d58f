package org.wellspring.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.wellspring.config.settings.DataSize;
import org.wellspring.config.settings.HostPort;
import org.wellspring.config.settings.SettingsReader;
import org.wellspring.config.settings.Values;
import org.wellspring.model.Secret;

/**
 * The HTTP server: {@code http.*}.
 *
 * @param listen at least one address
 * @param maxRequest largest request body, 8 KiB to 64 MiB
 * @param maxThreads that answer requests, 8 to 10,000
 * @param idleTimeout after which a silent connection is closed, 1 s to 1 h
 * @param tls what https listeners show; present if there is one
 * @param publicUrl under which clients reach the server when it is not what they write in their
 *     requests, as behind a proxy
 */
public record HttpConfig(
    List<ListenAddress> listen,
    DataSize maxRequest,
    int maxThreads,
    Duration idleTimeout,
    Optional<Tls> tls,
    Optional<URI> publicUrl) {
  public static final HttpConfig DEFAULTS =
      new HttpConfig(
          List.of(new ListenAddress(ListenAddress.Scheme.HTTP, new HostPort("127.0.0.1", 5985))),
          DataSize.kib(512),
          64,
          Duration.ofSeconds(120),
          Optional.empty(),
          Optional.empty());

  public HttpConfig {
    listen = List.copyOf(listen);
  }

  /** The server's certificate and key. */
  public sealed interface Tls {
    /**
     * Two PEM files.
     *
     * @param certificate the server's certificate first, then those of its issuers
     * @param key the private key, PKCS#8, not encrypted
     */
    record Pem(Path certificate, Path key) implements Tls {}

    /** A PKCS#12 or JKS file with one key in it. */
    record Store(Path file, Secret password) implements Tls {}
  }

  /** Whether nobody outside this machine can connect. */
  public boolean isLoopbackOnly() {
    return listen.stream().allMatch(ListenAddress::isLoopback);
  }

  static HttpConfig read(SettingsReader in) {
    HttpConfig read =
        new HttpConfig(
            in.list("listen", DEFAULTS.listen, ListenAddress.parser()),
            in.value(
                "max-request", DEFAULTS.maxRequest, Values.size(DataSize.kib(8), DataSize.mib(64))),
            in.value("max-threads", DEFAULTS.maxThreads, Values.wholeNumber(8, 10_000)),
            in.value(
                "idle-timeout",
                DEFAULTS.idleTimeout,
                Values.duration(Duration.ofSeconds(1), Duration.ofHours(1))),
            readTls(in.section("tls")),
            in.optional("public-url", Values.httpUri()));
    if (in.isWritten("listen") && read.listen.isEmpty()) {
      in.problem("listen", "at least one address is wanted, as in http://127.0.0.1:5985");
    }
    boolean hasTls = in.isWritten("tls.certificate") || in.isWritten("tls.keystore");
    if (read.listen.stream().anyMatch(ListenAddress::isTls) && !hasTls) {
      in.problem(
          "listen",
          "https needs http.tls.certificate and http.tls.key, or http.tls.keystore and"
              + " http.tls.keystore-password");
    }
    return read;
  }

  private static Optional<Tls> readTls(SettingsReader in) {
    Optional<Path> certificate = in.optional("certificate", Values.path());
    Optional<Path> key = in.optional("key", Values.path());
    Optional<Path> keystore = in.optional("keystore", Values.path());
    Optional<Secret> password = in.secret("keystore-password");
    if (in.isWritten("certificate") != in.isWritten("key")) {
      String alone = in.isWritten("certificate") ? "certificate" : "key";
      in.problem(alone, "certificate and key go together; the other one is not set");
    }
    if (in.isWritten("keystore") != in.isWritten("keystore-password")) {
      String alone = in.isWritten("keystore") ? "keystore" : "keystore-password";
      in.problem(alone, "keystore and keystore-password go together; the other one is not set");
    }
    if (in.isWritten("certificate") && in.isWritten("keystore")) {
      in.problem("keystore", "either this or certificate and key, not both");
    }
    if (certificate.isPresent() && key.isPresent()) {
      return Optional.of(new Tls.Pem(certificate.get(), key.get()));
    }
    return keystore.flatMap(file -> password.map(secret -> new Tls.Store(file, secret)));
  }
}
