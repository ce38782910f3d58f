package org.wellspring.cli;

import java.util.concurrent.Callable;
import org.wellspring.cli.text.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command without a subcommand: shows what there is. */
@Command(
    name = "wellspring",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description =
        "An event source server for WS-Management and WS-Eventing clients, and the commands to use"
            + " it with.",
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  wellspring demo",
      "  wellspring serve --config config/fountains.yaml",
      "  wellspring subscribe --listen --filter '/fcs:Usage[@Volume > 3]'",
      "  source <(wellspring generate-completion)   # completion for bash and zsh",
      "",
      "Exit codes: 0 done, 1 a fault or no connection, 2 wrong usage.",
      "Environment: WELLSPRING_URL, WELLSPRING_PASSWORD, JAVA_OPTS, NO_COLOR."
    })
final class Wellspring implements Callable<Integer> {
  private final Terminal terminal;
  @Spec private CommandSpec spec = CommandSpec.create();

  Wellspring(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(terminal.err(), Help.Ansi.OFF);
    return Main.WRONG_USAGE;
  }
}
