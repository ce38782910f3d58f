package org.wellspring.cli;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.wellspring.cli.text.Terminal;

/** A terminal whose screen a test can read, and a way to run commands on it. */
final class CapturedTerminal {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Map<String, String> environment = new HashMap<>();
  private String input = "";
  private Terminal.Kind kind = Terminal.Kind.FILE_OR_PIPE;
  private Optional<Terminal.Keyboard> keyboard = Optional.empty();
  private ServerLauncher launcher =
      options -> {
        throw new AssertionError("no server in this test");
      };
  private UserStore users =
      (file, user, role, password) -> {
        throw new AssertionError("no users file in this test");
      };

  CapturedTerminal input(String text) {
    input = text;
    return this;
  }

  CapturedTerminal environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  CapturedTerminal screen() {
    kind = Terminal.Kind.SCREEN;
    return this;
  }

  CapturedTerminal types(String... answers) {
    Queue<String> left = new ArrayDeque<>(List.of(answers));
    keyboard = Optional.of(prompt -> Optional.ofNullable(left.poll()).map(String::toCharArray));
    return this;
  }

  CapturedTerminal launcher(ServerLauncher server) {
    launcher = server;
    return this;
  }

  CapturedTerminal users(UserStore store) {
    users = store;
    return this;
  }

  int run(String... args) {
    Terminal terminal =
        new Terminal(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            kind,
            environment,
            keyboard);
    return Main.run(terminal, launcher, launcher, users, args);
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }

  List<String> lines() {
    return Arrays.asList(out().split("\\R"));
  }
}
