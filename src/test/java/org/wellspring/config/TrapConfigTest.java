package org.wellspring.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wellspring.config.settings.DataSize;

final class TrapConfigTest {
  @Test
  void nothingWrittenGivesTheDefaults() {
    assertThat(Given.settings().trap()).isEqualTo(TrapConfig.DEFAULTS);
  }

  @Test
  void everyKeyReachesItsComponent() {
    TrapConfig read =
        Given.settings(
                "trap.enabled=false",
                "trap.groups=224.1.0.0-224.1.255.255",
                "trap.port=7",
                "trap.ttl=0",
                "trap.interface=eth0",
                "trap.max-datagram=1400",
                "trap.repeat=4",
                "trap.repeat-min-delay=1ms",
                "trap.repeat-max-delay=2ms",
                "trap.repeat-upper-delay=3ms")
            .trap();

    assertThat(read)
        .isEqualTo(
            new TrapConfig(
                false,
                new GroupRange(0xE0010000L, 0xE001FFFFL),
                7,
                0,
                Optional.of("eth0"),
                new DataSize(1400),
                new TrapConfig.Repeat(
                    4, Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(3))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          trap.enabled=1 | true or false
          trap.groups=10.0.0.1-10.0.0.9 | multicast
          trap.groups=239.0.0.2-239.0.0.1 | FIRST-LAST
          trap.groups=224.0.0.0-224.1.0.0 | at most 65536
          trap.groups=239.255.42.1 | FIRST-LAST
          trap.groups=ff02::1-ff02::2 | IPv4
          trap.port=0 | from 1 to 65535
          trap.ttl=256 | from 0 to 255
          trap.interface= | a text
          trap.max-datagram=64KiB | from 512 to 65507
          trap.repeat=11 | from 0 to 10
          trap.repeat-min-delay=0s | from 1ms
          trap.repeat-max-delay=11s | to 10s
          trap.repeat-upper-delay=1h | to 10s
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
  void delaysMustAscend() {
    assertThat(Given.problemsOfSettings("trap.repeat-min-delay=1s", "trap.repeat-max-delay=900ms"))
        .containsExactly(
            "--set: trap.repeat-min-delay: must not be above trap.repeat-max-delay",
            "--set: trap.repeat-max-delay: must not be above trap.repeat-upper-delay");
  }

  @Test
  void theLoopbackInterfaceIsTakenWhenOnlyLoopbackIsListenedOn() {
    HttpConfig open =
        Given.settings("http.listen=http://127.0.0.1:1,http://0.0.0.0:2", "security.users=u")
            .http();
    TrapConfig named = Given.settings("trap.interface=eth0").trap();

    assertThat(TrapConfig.DEFAULTS.effectiveInterface(HttpConfig.DEFAULTS)).contains("127.0.0.1");
    assertThat(TrapConfig.DEFAULTS.effectiveInterface(open)).isEmpty();
    assertThat(named.effectiveInterface(open)).contains("eth0");
    assertThat(Given.settings("trap.enabled=false").trap().effectiveInterface(HttpConfig.DEFAULTS))
        .isEmpty();
  }

  @Test
  void groupsAreCountedFromTheFirst() {
    GroupRange groups = GroupRange.parser().apply("239.255.42.254-239.255.43.1");

    assertThat(List.of(groups.host(0), groups.host(2), groups.host(groups.size() - 1)))
        .containsExactly("239.255.42.254", "239.255.43.0", "239.255.43.1");
    assertThat(groups).hasToString("239.255.42.254-239.255.43.1");
  }
}
