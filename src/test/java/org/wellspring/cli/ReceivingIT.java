package org.wellspring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
final class ReceivingIT {
  private FakeEventSource source;
  private final CapturedTerminal terminal = new CapturedTerminal();

  @BeforeEach
  void start() throws IOException {
    source = new FakeEventSource();
  }

  @AfterEach
  void stop() {
    source.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"push", "pushwithack", "batched", "pull", "trap"})
  void subscribeListensInEveryModeAndUnsubscribesAtTheEnd(String mode) {
    int code =
        terminal.run(
            "subscribe", "--url", source.wsman(), "--mode", mode, "--listen", "--count", "3");

    assertThat(code).isZero();
    assertThat(terminal.lines())
        .hasSize(3)
        .allMatch(line -> line.startsWith(mode + " "))
        .anyMatch(line -> line.contains("Volume=3.5"));
    assertThat(terminal.err()).contains("id        uuid:").contains("expires   PT1H");
    assertThat(source.live()).isEmpty();
    assertThat(source.failures()).isEmpty();
  }

  @Test
  void subscribeEndsAfterItsTime() {
    int code =
        terminal.run(
            "subscribe", "--url", source.wsman(), "--listen", "--for", "100ms", "--format", "json");

    assertThat(code).isZero();
    assertThat(source.live()).isEmpty();
  }

  @Test
  void subscribeWithoutListeningPrintsWhatIsNeededLater() {
    int code = terminal.run("subscribe", "--url", source.wsman(), "--mode", "pull", "-e", "1h");

    assertThat(code).isZero();
    assertThat(terminal.lines())
        .containsExactly(
            "id        uuid:1", "manager   " + source.wsman(), "expires   PT1H", "context   0");
    assertThat(source.live()).containsExactly("uuid:1");
  }

  @Test
  void pullFollowsUntilItHasEnough() {
    int code = terminal.run("pull", "--url", source.wsman(), "0", "--follow", "--count", "3");

    assertThat(code).isZero();
    assertThat(terminal.lines()).hasSize(3);
    assertThat(terminal.err()).contains("context   1");
  }

  @Test
  void listenSaysWhereItListens() {
    int code = terminal.run("listen", "--on", "127.0.0.1:0", "--for", "50ms");

    assertThat(code).isZero();
    assertThat(terminal.err()).contains("listening at http://127.0.0.1:").contains("/sink");
    assertThat(terminal.run("listen", "--trap", "http://x")).isEqualTo(2);
  }

  @Test
  void demoShowsEveryModeAndSumsUp() {
    List<ServeOptions> started = new ArrayList<>();
    terminal.launcher(
        options -> {
          started.add(options);
          return source;
        });

    int code = terminal.run("demo", "--for", "2s");

    assertThat(code).isZero();
    assertThat(started.get(0).config().orElseThrow().toString()).endsWith("demo.yaml");
    assertThat(started.get(0).data().orElseThrow()).doesNotExist();
    assertThat(terminal.out())
        .contains("10:11:12  push         north")
        .contains("10:11:12  trap         north")
        .doesNotContain("\u001b");
    for (String mode : List.of("push", "pushwithack", "batched", "pull", "trap")) {
      assertThat(terminal.lines())
          .anyMatch(line -> line.matches(mode + " +(north|south) +3 +7\\.5 +0 +0"));
    }
    assertThat(terminal.lines()).anyMatch(line -> line.matches("all +15 +0 +0"));
    assertThat(source.live()).isEmpty();
    assertThat(source.failures()).isEmpty();
  }

  @Test
  void demoIsColouredOnAScreenUnlessNoColorIsSet() throws IOException {
    CapturedTerminal coloured = new CapturedTerminal().screen().launcher(options -> source);

    assertThat(coloured.run("demo", "--for", "300ms")).isZero();

    assertThat(coloured.out()).contains("\u001b[3");
    try (FakeEventSource another = new FakeEventSource()) {
      CapturedTerminal plain =
          new CapturedTerminal().screen().environment("NO_COLOR", "1").launcher(options -> another);
      assertThat(plain.run("demo", "--for", "300ms")).isZero();
      assertThat(plain.out()).contains("10:11:12").doesNotContain("\u001b");
    }
  }

  @Test
  void servePrintsOneReadyLineAndEndsWithItsServer() {
    List<ServeOptions> started = new ArrayList<>();
    terminal.launcher(
        options -> {
          started.add(options);
          source.close();
          return source;
        });

    int code =
        terminal.run(
            "serve",
            "--config",
            "c.yaml",
            "--listen",
            "http://127.0.0.1:0",
            "--listen",
            "http://[::1]:0",
            "--data",
            "d",
            "--users",
            "u",
            "--set",
            "log.retention.age=7d");

    assertThat(code).isZero();
    assertThat(terminal.lines()).containsExactly("wellspring is ready at " + source.baseUrl());
    assertThat(started.get(0).listen()).hasSize(2);
    assertThat(started.get(0).settings()).containsEntry("log.retention.age", "7d");
  }
}
