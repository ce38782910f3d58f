package org.wellspring.cli.text;

import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Where a command reads and writes. Printing is safe from several threads.
 *
 * @param kind whether people watch {@code out}
 * @param environment the process's environment variables
 * @param keyboard where a password can be asked for unseen; empty when nobody is there to answer
 */
public record Terminal(
    PrintWriter out,
    PrintWriter err,
    InputStream in,
    Kind kind,
    Map<String, String> environment,
    Optional<Keyboard> keyboard) {
  private static final String TERMINALS = "wellspring.terminals";

  /** What {@code out} is. */
  public enum Kind {
    SCREEN,
    FILE_OR_PIPE
  }

  /** Asks without showing what is typed. */
  public interface Keyboard {
    /** What was typed; empty at the end of input. The caller wipes the array. */
    Optional<char[]> askHidden(String prompt);
  }

  /**
   * The process's own. {@code bin/wellspring} says in the property {@code wellspring.terminals}
   * which of {@code in} and {@code out} are terminals, because the JDK cannot tell them apart.
   */
  public static Terminal system() {
    Console console = System.console();
    String terminals = System.getProperty(TERMINALS, console == null ? "" : "in,out");
    Optional<Keyboard> keyboard =
        console != null && terminals.contains("in")
            ? Optional.of(prompt -> ask(console, prompt))
            : Optional.empty();
    return new Terminal(
        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
        System.in,
        terminals.contains("out") ? Kind.SCREEN : Kind.FILE_OR_PIPE,
        System.getenv(),
        keyboard);
  }

  private static Optional<char[]> ask(Console console, String prompt) {
    return Optional.ofNullable(console.readPassword("%s", prompt));
  }

  /** Whether to use colours: on a screen, unless {@code NO_COLOR} is set to anything. */
  public boolean isColoured() {
    return kind == Kind.SCREEN && environment.getOrDefault("NO_COLOR", "").isEmpty();
  }

  /** All of standard input, as UTF-8. */
  public String readAll() throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }
}
