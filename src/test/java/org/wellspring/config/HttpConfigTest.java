package org.wellspring.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wellspring.config.settings.DataSize;
import org.wellspring.config.settings.HostPort;
import org.wellspring.model.Secret;

final class HttpConfigTest {
  @Test
  void nothingWrittenGivesTheDefaults() {
    assertThat(Given.settings().http()).isEqualTo(HttpConfig.DEFAULTS);
  }

  @Test
  void everyKeyReachesItsComponent() {
    HttpConfig read =
        Given.settings(
                "http.listen=https://[::1]:6,http://localhost:7",
                "http.max-request=1MiB",
                "http.max-threads=9",
                "http.idle-timeout=8s",
                "http.tls.certificate=c.pem",
                "http.tls.key=k.pem",
                "http.public-url=https://events.example.org/x")
            .http();

    assertThat(read)
        .isEqualTo(
            new HttpConfig(
                List.of(
                    new ListenAddress(ListenAddress.Scheme.HTTPS, new HostPort("::1", 6)),
                    new ListenAddress(ListenAddress.Scheme.HTTP, new HostPort("localhost", 7))),
                DataSize.mib(1),
                9,
                Duration.ofSeconds(8),
                Optional.of(new HttpConfig.Tls.Pem(Path.of("c.pem"), Path.of("k.pem"))),
                Optional.of(URI.create("https://events.example.org/x"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          http.listen=127.0.0.1:5985 | http://HOST:PORT
          http.listen=http://127.0.0.1 | HOST:PORT is wanted
          http.listen=http://127.0.0.1:65536 | from 0 to 65535
          http.listen=http://127.0.0.1:5985/wsman | HOST:PORT
          http.listen=http://[:::1]:1 | HOST:PORT
          http.listen= | at least one address
          http.listen=https://127.0.0.1:1 | https needs http.tls.certificate
          http.listen=http://0.0.0.0:1 | without security.users
          http.listen=http://example.org:1 | without security.users
          http.max-request=65MiB | from 8KiB to 64MiB
          http.max-threads=7 | from 8
          http.idle-timeout=0s | from 1s
          http.public-url=ftp://example.org/ | http://HOST:PORT/PATH
          http.public-url=http://a@example.org/ | without user
          http.tls.key=k.pem | go together
          http.tls.keystore=k.p12 | go together
          """)
  void aBadValueIsRefusedWithWhatIsWanted(String assignment, String wanted) {
    String key = assignment.substring(0, assignment.indexOf('='));

    assertThat(Given.problemsOfSettings(assignment))
        .singleElement()
        .asString()
        .startsWith("--set: " + key + ": ")
        .contains(wanted);
  }

  @Test
  void aKeyStoreWorksInsteadOfPem() {
    HttpConfig read =
        Given.settings(
                "http.listen=https://127.0.0.1:1",
                "http.tls.keystore=k.p12",
                "http.tls.keystore-password=open sesame")
            .http();

    assertThat(read.tls())
        .contains(new HttpConfig.Tls.Store(Path.of("k.p12"), new Secret("open sesame")));
    assertThat(read.toString()).doesNotContain("sesame");
  }

  @Test
  void pemAndKeyStoreTogetherAreRefused() {
    assertThat(
            Given.problemsOfSettings(
                "http.tls.keystore=k.p12",
                "http.tls.keystore-password=x",
                "http.tls.certificate=c",
                "http.tls.key=k"))
        .containsExactly("--set: http.tls.keystore: either this or certificate and key, not both");
  }

  @Test
  void withAUsersFileAnyAddressMayBeListenedOn() {
    HttpConfig read =
        Given.settings("http.listen=http://0.0.0.0:5985", "security.users=users.txt").http();

    assertThat(read.isLoopbackOnly()).isFalse();
    assertThat(HttpConfig.DEFAULTS.isLoopbackOnly()).isTrue();
  }
}
