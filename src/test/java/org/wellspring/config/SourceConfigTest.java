package org.wellspring.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wellspring.config.settings.DataSize;
import org.wellspring.config.settings.HostPort;
import org.wellspring.model.ResourceUri;
import org.wellspring.model.Secret;

final class SourceConfigTest {
  private static final ResourceUri R = new ResourceUri("urn:r");

  private static String[] entry(String type, String... more) {
    return Stream.concat(
            Stream.of(
                "resources[0].name=r",
                "resources[0].uri=urn:r",
                "sources[0].resource=urn:r",
                "sources[0].type=" + type),
            Stream.of(more).map(one -> "sources[0]." + one))
        .toArray(String[]::new);
  }

  @Test
  void syslogNeedsOneTransportAndHasADefaultSize() {
    assertThat(Given.settings(entry("syslog", "udp=127.0.0.1:0")).sources())
        .containsExactly(
            new SourceConfig.Syslog(
                R, Optional.of(new HostPort("127.0.0.1", 0)), Optional.empty(), DataSize.kib(64)));
    assertThat(Given.problemsOfSettings(entry("syslog")))
        .containsExactly(
            "--set: sources[0].type: a syslog source needs udp or tcp, as in udp: 127.0.0.1:15514");
  }

  @Test
  void everyKeyOfSyslogReachesItsComponent() {
    assertThat(
            Given.settings(entry("syslog", "udp=a:1", "tcp=[::1]:2", "max-message=1KiB")).sources())
        .containsExactly(
            new SourceConfig.Syslog(
                R,
                Optional.of(new HostPort("a", 1)),
                Optional.of(new HostPort("::1", 2)),
                DataSize.kib(1)));
  }

  @Test
  void jmxNeedsSomethingToWatch() {
    assertThat(Given.settings(entry("jmx", "notifications=*:*")).sources())
        .containsExactly(
            new SourceConfig.Jmx(
                R,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of("*:*"),
                List.of(),
                Duration.ofSeconds(10)));
    assertThat(Given.problemsOfSettings(entry("jmx")))
        .containsExactly("--set: sources[0].type: a jmx source needs notifications or attributes");
  }

  @Test
  void everyKeyOfJmxReachesItsComponent() {
    String url = "service:jmx:rmi:///jndi/rmi://127.0.0.1:9010/jmxrmi";

    assertThat(
            Given.settings(
                    entry(
                        "jmx",
                        "url=" + url,
                        "user=u",
                        "password=p",
                        "notifications[0]=java.lang:type=GarbageCollector,*",
                        "attributes[0].object=java.lang:type=Memory",
                        "attributes[0].attribute=HeapMemoryUsage.used",
                        "attributes[0].above=1e9",
                        "poll=1s"))
                .sources())
        .containsExactly(
            new SourceConfig.Jmx(
                R,
                Optional.of(url),
                Optional.of("u"),
                Optional.of(new Secret("p")),
                List.of("java.lang:type=GarbageCollector,*"),
                List.of(
                    new SourceConfig.Watch("java.lang:type=Memory", "HeapMemoryUsage.used", 1e9)),
                Duration.ofSeconds(1)));
  }

  @Test
  void fountainsHaveADefaultForEverythingButTheirResource() {
    assertThat(Given.settings(entry("fountains")).sources())
        .containsExactly(SourceConfig.Fountains.defaultsFor(R));
  }

  @Test
  void everyKeyOfFountainsReachesItsComponent() {
    assertThat(
            Given.settings(
                    entry(
                        "fountains",
                        "school-hours.start=07:30",
                        "school-hours.end=23:59",
                        "speed=1",
                        "min-rate=3",
                        "seed=-9223372036854775808"))
                .sources())
        .containsExactly(
            new SourceConfig.Fountains(
                R, LocalTime.of(7, 30), LocalTime.of(23, 59), 1, 3, Optional.of(Long.MIN_VALUE)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          syslog | udp=127.0.0.1 | HOST:PORT
          syslog | tcp=127.0.0.1:x | HOST:PORT
          jmx | url=http://127.0.0.1/ | a JMX service URL
          jmx | user= | a text is wanted
          jmx | user=u | go together
          jmx | password=p | go together
          jmx | notifications=nonsense | an MBean name
          jmx | poll=1ms | from 100ms to 1d
          fountains | school-hours.start=8:00 | HH:MM
          fountains | school-hours.end=24:00 | HH:MM
          fountains | speed=0 | from 1 to 86400
          fountains | min-rate=-1 | from 0 to 1000
          fountains | seed=9223372036854775808 | a whole number
          """)
  void aBadValueIsRefusedWithWhatIsWanted(String type, String assignment, String wanted) {
    String key = assignment.substring(0, assignment.indexOf('='));

    assertThat(Given.problemsOfSettings(entry(type, assignment)))
        .anySatisfy(
            line ->
                assertThat(line).startsWith("--set: sources[0]." + key + ": ").contains(wanted));
  }

  @Test
  void aSecretIsNotShownInAProblemNorInText() {
    String[] entry = entry("jmx", "password=sesame", "notifications=*:*");

    assertThat(Given.problemsOfSettings(entry)).hasSize(1).noneMatch(l -> l.contains("sesame"));
    assertThat(Given.settings(entry("jmx", "user=u", "password=sesame", "notifications=*:*")))
        .asString()
        .doesNotContain("sesame");
  }

  @Test
  void theDayMustNotEndBeforeItBegins() {
    assertThat(Given.problemsOfSettings(entry("fountains", "school-hours.start=17:00")))
        .containsExactly("--set: sources[0].school-hours: start must be before end");
  }

  @Test
  void typeAndResourceMustBeThereAndKnown() {
    assertThat(
            Given.problemsOfSettings(
                "resources[0].name=r",
                "resources[0].uri=urn:r",
                "sources[0].type=snmp",
                "sources[0].port=162",
                "sources[1].resource=urn:r",
                "sources[2].type=fountains",
                "sources[3].type=fountains",
                "sources[3].resource=urn:q"))
        .containsExactly(
            "--set: sources[0].type: snmp: syslog or jmx or fountains is wanted",
            "--set: sources[1].type: must be set: syslog or jmx or fountains",
            "--set: sources[2].resource: must be set",
            "--set: sources[3].resource: urn:q is not among resources: urn:r");
  }

  @Test
  void aKeyOfAnotherTypeIsUnknown() {
    assertThat(Given.problemsOfSettings(entry("fountains", "udp=127.0.0.1:1")))
        .singleElement()
        .asString()
        .startsWith("--set: sources[0].udp: there is no setting of this name");
  }
}
