package org.wellspring.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.wellspring.cli.option.UsageProblem;
import org.wellspring.cli.text.Terminal;
import org.wellspring.cli.text.Terminal.Keyboard;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code passwd}: adds a user to a users file, or changes one. */
@Command(
    name = "passwd",
    description = {
      "Adds or changes a user of a users file.",
      "",
      "Asks twice for the password at a terminal; otherwise reads one line from standard input. Only "
          + "a salted hash is written. serve --users FILE demands authentication."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  wellspring passwd users.txt operator --role admin",
      "  head -c 18 /dev/urandom | base64 | tee secret | wellspring passwd users.txt collector"
    })
final class PasswdCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final UserStore users;

  @Parameters(index = "0", paramLabel = "FILE", description = "The users file; made if missing.")
  private Path file = Path.of("");

  @Parameters(index = "1", paramLabel = "USER", description = "The user's name.")
  private String user = "";

  @Option(
      names = "--role",
      paramLabel = "NAME",
      defaultValue = "user",
      description = "What the user may do: user, or admin for operators. Default: ${DEFAULT-VALUE}")
  private String role = "user";

  PasswdCommand(Terminal terminal, UserStore users) {
    this.terminal = terminal;
    this.users = users;
  }

  @Override
  public Integer call() throws IOException, UsageProblem {
    if (!user.matches("[^:\\s\\p{Cntrl}]{1,255}")) {
      throw new UsageProblem("a user's name is 1 to 255 characters without colons and spaces");
    }
    if (!role.equals("user") && !role.equals("admin")) {
      throw new UsageProblem("--role '" + role + "' is neither user nor admin");
    }
    char[] password = password();
    try {
      if (password.length == 0) {
        throw new UsageProblem("the password is empty");
      }
      users.set(file, user, role, password);
    } finally {
      Arrays.fill(password, ' ');
    }
    terminal.out().println("user " + user + " with role " + role + " is in " + file);
    return Main.DONE;
  }

  private char[] password() throws IOException, UsageProblem {
    return terminal.keyboard().isPresent() ? asked(terminal.keyboard().get()) : line();
  }

  private char[] asked(Keyboard keyboard) throws UsageProblem {
    char[] first = keyboard.askHidden("Password of " + user + ": ").orElse(new char[0]);
    char[] second = keyboard.askHidden("The same again: ").orElse(new char[0]);
    boolean same = Arrays.equals(first, second);
    Arrays.fill(second, ' ');
    if (!same) {
      Arrays.fill(first, ' ');
      throw new UsageProblem("the two passwords differ; nothing was changed");
    }
    return first;
  }

  private char[] line() throws IOException {
    String line =
        new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8)).readLine();
    return line == null ? new char[0] : line.toCharArray();
  }
}
