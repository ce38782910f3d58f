package org.wellspring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HelpTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "serve",
        "identify",
        "get",
        "put",
        "create",
        "delete",
        "enumerate",
        "subscribe",
        "listen",
        "pull",
        "renew",
        "status",
        "unsubscribe",
        "publish",
        "wbem",
        "bench",
        "passwd"
      })
  void everyCommandExplainsItselfWithExamples(String command) {
    CapturedTerminal terminal = new CapturedTerminal();

    int code = terminal.run(command, "--help");

    assertThat(code).isZero();
    assertThat(terminal.lines().get(0)).startsWith("Usage: wellspring " + command);
    assertThat(terminal.out()).contains("Examples:").contains("  wellspring " + command);
  }

  /** Every option says what holds when it is left out; help itself needs none. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "serve",
        "identify",
        "get",
        "put",
        "create",
        "enumerate",
        "subscribe",
        "listen",
        "pull",
        "renew",
        "publish",
        "bench",
        "passwd"
      })
  void everyOptionNamesItsDefault(String command) {
    CapturedTerminal terminal = new CapturedTerminal();

    int code = terminal.run(command, "--help");

    assertThat(code).isZero();
    String options = terminal.out().substring(0, terminal.out().indexOf("Examples:"));
    List<String> entries =
        List.of(options.split("\\n(?=\\s{1,6}-)")).stream()
            .skip(1)
            .filter(entry -> !entry.contains("--help"))
            .toList();
    assertThat(entries).isNotEmpty().allMatch(entry -> entry.contains("Default:"), "Default:");
  }

  @Test
  void versionAndUsageHaveTheirExitCodes() {
    CapturedTerminal version = new CapturedTerminal();
    CapturedTerminal nothing = new CapturedTerminal();
    CapturedTerminal unknown = new CapturedTerminal();

    assertThat(version.run("--version")).isZero();
    assertThat(nothing.run()).isEqualTo(2);
    assertThat(unknown.run("frobnicate")).isEqualTo(2);

    assertThat(version.out()).startsWith("wellspring ");
    assertThat(nothing.err()).contains("Usage: wellspring");
    assertThat(unknown.err()).contains("frobnicate");
  }

  @Test
  void completionIsGeneratedForAllCommands() {
    CapturedTerminal terminal = new CapturedTerminal();

    int code = terminal.run("generate-completion");

    assertThat(code).isZero();
    assertThat(terminal.out()).contains("subscribe").contains("complete -F");
  }
}
