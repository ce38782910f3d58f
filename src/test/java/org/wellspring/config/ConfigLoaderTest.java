package org.wellspring.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wellspring.config.settings.ConfigProblems;

final class ConfigLoaderTest {
  private static final String VARIABLE = "WELLSPRING_LOG_RETENTION_EVENTS";

  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("server.yaml"), text);
  }

  @Test
  void nothingWrittenGivesTheDefaults() {
    assertThat(Given.settings()).isEqualTo(WellspringConfig.DEFAULTS);
  }

  @Test
  void theDataDirectoryIsASetting() {
    assertThat(Given.settings("data.directory=/var/lib/x").dataDirectory())
        .isEqualTo(Path.of("/var/lib/x"));
    assertThat(Given.problemsOfSettings("data.directory="))
        .containsExactly("--set: data.directory: nothing: a path is wanted");
  }

  @Test
  void commandLineWinsOverEnvironmentOverFileOverDefaults() throws IOException {
    Optional<Path> file = Optional.of(file("log.retention.events: 1\n"));
    Map<String, String> environment = Map.of(VARIABLE, "2");
    List<String> set = List.of("log.retention.events=3");

    assertThat(events(Optional.empty(), Map.of(), List.of()))
        .isEqualTo(LogConfig.DEFAULTS.retention().events());
    assertThat(events(file, Map.of(), List.of())).isEqualTo(1);
    assertThat(events(file, environment, List.of())).isEqualTo(2);
    assertThat(events(file, environment, set)).isEqualTo(3);
  }

  private static long events(
      Optional<Path> file, Map<String, String> environment, List<String> assignments) {
    return ConfigLoader.load(file, environment, assignments).log().retention().events();
  }

  @Test
  void theLastOfSeveralAssignmentsCounts() {
    assertThat(Given.settings("log.dedup-max=1", "log.dedup-max=2").log().dedupMax()).isEqualTo(2);
  }

  @Test
  void aListFromTheCommandLineReplacesTheOneInTheFile() throws IOException {
    Path file = file("http:\n  listen:\n    - http://127.0.0.1:1\n    - http://127.0.0.1:2\n");

    assertThat(
            ConfigLoader.load(
                    Optional.of(file), Map.of(), List.of("http.listen=http://127.0.0.1:3"))
                .http()
                .listen())
        .map(ListenAddress::toString)
        .containsExactly("http://127.0.0.1:3");
  }

  @Test
  void oneEntryOfAListCanBeChangedFromTheCommandLine() throws IOException {
    Path file = file("resources:\n  - {name: a, uri: 'urn:a'}\n  - {name: b, uri: 'urn:b'}\n");

    assertThat(
            ConfigLoader.load(Optional.of(file), Map.of(), List.of("resources[1].name=c"))
                .resources())
        .map(ResourceConfig::name)
        .containsExactly("a", "c");
  }

  @Test
  void allProblemsAreReportedAtOnceWithTheirPlace() throws IOException {
    Path file =
        file(
            """
            http:
              max-threads: 1
            log:
              retention:
                evnts: 5
            resources:
              - uri: fountains
              - {name: b, uri: 'urn:b'}
            sources:
              - type: jmx
                resource: urn:nowhere
                notifications: []
            """);

    assertThatThrownBy(
            () ->
                ConfigLoader.load(
                    Optional.of(file),
                    Map.of("WELLSPRING_SOAP_MAX_DEPTH", "deep"),
                    List.of("trap.port=-1", "nonsense")))
        .isInstanceOf(ConfigProblems.class)
        .hasMessage(
            """
            --set: nonsense is not of the form name=value, as in log.dedup-max=1000
            server.yaml line 2: http.max-threads: 1: a whole number from 8 to 10000 is wanted
            environment WELLSPRING_SOAP_MAX_DEPTH: soap.max-depth: deep: a whole number from 16 to 1024 is wanted
            --set: trap.port: -1: a whole number from 1 to 65535 is wanted
            server.yaml line 7: resources[0].name: must be set
            server.yaml line 7: resources[0].uri: fountains: an absolute URI is wanted, as in http://example.org/thing
            server.yaml line 11: sources[0].resource: urn:nowhere is not among resources: urn:b
            server.yaml line 5: log.retention.evnts: there is no setting of this name; the nearest is log.retention.events""");
  }
}
