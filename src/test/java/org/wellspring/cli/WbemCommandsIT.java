package org.wellspring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wellspring.config.ConfigLoader;
import org.wellspring.server.EventSourceServer;
import org.wellspring.testing.OldListener;

/** {@code wbem …} against a server. */
final class WbemCommandsIT {
  private static final String QUERY = "SELECT * FROM CIM_AlertIndication";

  @TempDir private Path folder;
  private EventSourceServer server;

  @BeforeEach
  void start() throws Exception {
    server =
        EventSourceServer.start(
            ConfigLoader.load(
                Optional.of(Path.of("config/fountains.yaml")),
                Map.of(),
                List.of("http.listen=http://127.0.0.1:0", "data.directory=" + folder)));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private CapturedTerminal run(int code, String command, String... more) {
    CapturedTerminal terminal = new CapturedTerminal();
    List<String> all = new java.util.ArrayList<>(List.of("wbem", command));
    all.addAll(List.of("--url", server.baseUrl().toString()));
    all.addAll(List.of(more));
    assertThat(terminal.run(all.toArray(String[]::new))).as(terminal.err()).isEqualTo(code);
    return terminal;
  }

  @Test
  void aSubscriptionIsMadeShownUsedAndRemoved() throws Exception {
    try (OldListener listener = new OldListener()) {
      run(0, "add-destination", listener.address().toString(), "--id", "here");
      run(0, "add-filter", QUERY, "--id", "alerts");
      run(0, "subscribe", "alerts", "here");
      CapturedTerminal published = new CapturedTerminal();
      int code =
          published.run(
              "publish",
              "--url",
              server.baseUrl() + "/wsman",
              "--source",
              "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_AlertIndication",
              "--type",
              "CIM_AlertIndication",
              "--json",
              "{\"MessageID\":\"M1\"}");

      assertThat(code).as(published.err()).isZero();
      assertThat(listener.take(20).orElseThrow().property("MessageID")).isEqualTo("string M1");
      assertThat(run(0, "list").lines())
          .anyMatch(
              line -> line.matches("destination +\\* pywbemdestination:wellspring:here -> http.*"))
          .anyMatch(line -> line.matches("filter +\\* pywbemfilter:wellspring:alerts: SELECT.*"))
          .anyMatch(line -> line.matches("subscription +\\* .*alerts -> .*here"));
      run(0, "remove", "alerts");
      assertThat(run(0, "list").out()).doesNotContain("subscription");
      run(0, "remove", "--all");
      assertThat(run(0, "list").out()).doesNotContain("*");
    }
  }

  @Test
  void whatIsWrongIsSaid() {
    assertThat(run(2, "subscribe", "nothing", "nowhere").err()).contains("no filter nothing");
    assertThat(run(2, "add-filter", QUERY).err()).contains("--id");
    assertThat(run(1, "add-filter", "SELECT", "--name", "f").err()).contains("CIM error 15");
    assertThat(run(2, "remove").err()).contains("--all");
  }

  @Test
  void listeningEndsAfterItsTime() {
    CapturedTerminal terminal = new CapturedTerminal();

    assertThat(terminal.run("wbem", "listen", "--on", "127.0.0.1:0", "--for", "300ms")).isZero();

    assertThat(terminal.err()).contains("listening at http://127.0.0.1:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"add-destination", "add-filter", "subscribe", "list", "remove", "listen"})
  void everyCommandHasHelpWithExamples(String command) {
    CapturedTerminal terminal = new CapturedTerminal();

    assertThat(terminal.run("wbem", command, "--help")).isZero();

    assertThat(terminal.out()).contains("Usage: wellspring wbem " + command).contains("Examples:");
  }
}
