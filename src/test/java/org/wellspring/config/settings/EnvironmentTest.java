package org.wellspring.config.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wellspring.config.ConfigLoader;

final class EnvironmentTest {
  private final Problems problems = new Problems();
  private final Environment environment =
      new Environment(List.of("log.dedup-max", "resources[].name", "sources[].attributes[].above"));

  @Test
  void dotsAndDashesBecomeUnderscores() {
    Settings read =
        environment.read(
            Map.of(
                "WELLSPRING_LOG_DEDUP_MAX", "3",
                "WELLSPRING_RESOURCES_12_NAME", "r",
                "WELLSPRING_SOURCES_0_ATTRIBUTES_1_ABOVE", "5",
                "HOME", "/root"),
            problems);

    assertThat(read.asMap().keySet())
        .containsExactlyInAnyOrder(
            "log.dedup-max", "resources[12].name", "sources[0].attributes[1].above");
    assertThat(read.find("log.dedup-max"))
        .contains(Setting.scalar("3", "environment WELLSPRING_LOG_DEDUP_MAX"));
    problems.throwIfAny();
  }

  @Test
  void anUnknownVariableIsRefusedAndTheNearestShown() {
    environment.read(Map.of("WELLSPRING_LOG_DEDUPMAX", "3"), problems);

    assertThatThrownBy(problems::throwIfAny)
        .hasMessage(
            "environment WELLSPRING_LOG_DEDUPMAX: there is no setting of this name; the nearest is"
                + " WELLSPRING_LOG_DEDUP_MAX");
  }

  @Test
  void variablesOfTheLauncherAndOfKubernetesAreNotOurs() {
    Settings read =
        environment.read(
            Map.of(
                "WELLSPRING_HOME", "x",
                "WELLSPRING_JAVA_OPTS", "x",
                "WELLSPRING_SERVICE_HOST", "10.0.0.1",
                "WELLSPRING_SERVICE_PORT_HTTP", "1",
                "WELLSPRING_PORT", "tcp://10.0.0.1:5985",
                "WELLSPRING_PORT_5985_TCP_ADDR", "10.0.0.1"),
            problems);

    assertThat(read.asMap()).isEmpty();
    problems.throwIfAny();
  }

  @Test
  void noTwoSettingsShareAVariable() {
    assertThat(ConfigLoader.keys().stream().map(Environment::nameOf)).doesNotHaveDuplicates();
  }
}
