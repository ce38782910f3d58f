package org.wellspring.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OriginTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://sink.example/events",
        "http://sink.example:80/events",
        "https://sink.example/events",
        "https://sink.example:443",
        "HTTP://SINK.example:8080?query=a:b",
        "http://127.0.0.1:9080/a/b:c",
        "http://[::1]:9080/sink",
        "http://[FE80::1]/sink",
        "http://under_score:81/sink"
      })
  void anAddressIsSpreadAsItsOriginIs(String address) throws UnusableAddress {
    assertThat(Origin.spreadOf(address)).isEqualTo(HttpTarget.parse(address).origin().spread());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":", "://", "http://", "http://:", "http://h:x", "]", "urn:a:b]"})
  void whatIsNoAddressDoesNoHarm(String address) {
    assertThatCode(() -> Origin.spreadOf(address)).doesNotThrowAnyException();
  }

  /** Systems give out even ones to those who listen on any. */
  @Test
  void evenPortsOfOneHostAreSpreadOverTwo() {
    long first =
        IntStream.range(0, 100)
            .filter(
                n ->
                    Math.floorMod(new Origin("http", "127.0.0.1", 40_000 + 2 * n).spread(), 2) == 0)
            .count();

    assertThat(first).isBetween(30L, 70L);
  }
}
