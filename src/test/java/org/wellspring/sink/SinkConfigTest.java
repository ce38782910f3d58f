package org.wellspring.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class SinkConfigTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void defaultsAreTheDocumentedOnes() {
    HttpSenderConfig http = HttpSenderConfig.DEFAULTS;
    assertThat(http.maxConnectionsPerOrigin()).isEqualTo(4);
    assertThat(http.connectTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(http.idleTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(http.maxAnswer()).isEqualTo(65_536);
    assertThat(MulticastConfig.DEFAULTS).isEqualTo(new MulticastConfig(1, 4_096, 2, 4_096));
  }

  @Test
  void badHttpValuesAreRefusedWithTheirSetting() {
    refused("delivery.sink.threads", () -> http(0, 1, 1, 1, SECOND, SECOND, 1));
    refused("delivery.sink.max-connections-per-origin", () -> http(1, 0, 1, 1, SECOND, SECOND, 1));
    refused("delivery.sink.max-connections", () -> http(2, 1, 1, 1, SECOND, SECOND, 1));
    refused("delivery.sink.max-waiting", () -> http(1, 1, 1, 0, SECOND, SECOND, 1));
    refused("delivery.sink.connect-timeout", () -> http(1, 1, 1, 1, Duration.ZERO, SECOND, 1));
    refused("delivery.sink.idle-timeout", () -> http(1, 1, 1, 1, SECOND, SECOND.negated(), 1));
    refused("delivery.sink.max-answer", () -> http(1, 1, 1, 1, SECOND, SECOND, -1));
    refused("delivery.sink.max-answer", () -> http(1, 1, 1, 1, SECOND, SECOND, 65_537));
  }

  @Test
  void badMulticastValuesAreRefusedWithTheirSetting() {
    refused("trap.ttl", () -> multicast(256, 1, 1, 1));
    refused("trap.max-datagram", () -> multicast(1, 65_508, 1, 1));
    refused("trap.repeat", () -> multicast(1, 1, 5, 1));
    refused("trap.max-pending-repeats", () -> multicast(1, 1, 1, -1));
  }

  private static void http(
      int threads,
      int perOrigin,
      int inAll,
      int waiting,
      Duration connect,
      Duration idle,
      int kept) {
    assertThat(new HttpSenderConfig(threads, perOrigin, inAll, waiting, connect, idle, kept))
        .isNull(); // not reached
  }

  private static void multicast(int ttl, int size, int repeat, int pending) {
    assertThat(new MulticastConfig(ttl, size, repeat, pending)).isNull(); // not reached
  }

  private static void refused(String setting, ThrowingCallable making) {
    assertThatThrownBy(making)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(setting + " is ");
  }
}
