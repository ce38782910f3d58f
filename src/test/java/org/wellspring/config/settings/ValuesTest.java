package org.wellspring.config.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ValuesTest {
  @ParameterizedTest
  @CsvSource({
    "500ms, PT0.5S",
    "30s, PT30S",
    "5m, PT5M",
    "24h, PT24H",
    "7d, PT168H",
    "PT5M, PT5M",
    "P1DT1H, PT25H",
    "0s, PT0S",
    "PT0.25S, PT0.25S"
  })
  void aDurationHasAUnit(String text, Duration expected) {
    assertThat(Values.duration(Duration.ZERO, Duration.ofDays(7)).apply(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "5", "5 m", "-5m", "1.5h", "P1Y", "8d", "99999999999d", "5M", "PT-5M"})
  void otherTextIsNoDurationHere(String text) {
    assertThatThrownBy(() -> Values.duration(Duration.ZERO, Duration.ofDays(7)).apply(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a duration from 0s to 7d is wanted, as in 500ms, 30s, 5m, 24h, 7d or PT5M");
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "17B, 17", "512KiB, 524288", "64 MiB, 67108864", "2GiB, 2147483648"})
  void aSizeIsInOctetsOrABinaryUnit(String text, long octets) {
    assertThat(DataSize.parse(text)).contains(new DataSize(octets));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "5MB", "5kib", "1.5MiB", "999999999999GiB", "5M"})
  void otherTextIsNoSize(String text) {
    assertThat(DataSize.parse(text)).isEmpty();
  }

  @Test
  void aSizeIsShownInTheLargestUnitThatFits() {
    assertThat(DataSize.kib(512)).hasToString("512KiB");
    assertThat(DataSize.mib(1024)).hasToString("1GiB");
    assertThat(DataSize.gib(4096)).hasToString("4096GiB");
    assertThat(new DataSize(65_507)).hasToString("65507");
    assertThat(new DataSize(0)).hasToString("0");
    assertThat(DataSize.mib(1).toIntExact()).isEqualTo(1_048_576);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.0.1, true",
    "10.0.0.0/8, 11.0.0.0, false",
    "10.1.2.3, 10.1.2.3, true",
    "10.1.2.3, 10.1.2.2, false",
    "0.0.0.0/0, 203.0.113.1, true",
    "0.0.0.0/0, ::1, false",
    "fe80::/10, febf::1, true",
    "fe80::/10, fec0::1, false",
    "::/0, 2001:db8::1, true",
    "::ffff:10.0.0.0/104, 10.9.9.9, true",
    "::ffff:10.0.0.0/104, 11.9.9.9, false"
  })
  void aBlockHoldsTheAddressesOfItsFamilyBehindItsPrefix(
      String block, String address, boolean inside) throws UnknownHostException {
    assertThat(Cidr.parser().apply(block).contains(InetAddress.getByName(address)))
        .isEqualTo(inside);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.1/8", "10.0.0.0/33", "10.0.0/8", "010.0.0.0/8", "fe80::1/10", "fe80::/129",
        "localhost", "::ffff:10.0.0.0/95", "10.0.0.0/", "/8", "10.0.0.0/-1", "fe80::%1/10"
      })
  void otherTextIsNoBlock(String text) {
    assertThat(Cidr.parse(text)).isEqualTo(Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, true", "LOCALHOST, true", "127.9.9.9, true", "::1, true", "::ffff:127.0.0.1, true",
    "127.1, false", "0.0.0.0, false", "::, false", "example.org, false",
        "127.0.0.1.example.org, false"
  })
  void loopbackIsKnownWithoutAskingANameServer(String host, boolean loopback) {
    assertThat(IpLiteral.isLoopback(host)).isEqualTo(loopback);
  }
}
