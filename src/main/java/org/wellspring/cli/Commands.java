package org.wellspring.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.wellspring.cli.text.Terminal;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Puts the commands together. Only the one that is asked for, if it is clear which: reading the
 * annotations of all of them would cost more than the command itself.
 */
final class Commands {
  private final Terminal terminal;
  private final Map<String, Supplier<Object>> byName = new LinkedHashMap<>();

  Commands(
      Terminal terminal, ServerLauncher launcher, ServerLauncher demoLauncher, UserStore users) {
    this.terminal = terminal;
    byName.put("demo", () -> new DemoCommand(terminal, demoLauncher));
    byName.put("serve", () -> new ServeCommand(terminal, launcher));
    byName.put("identify", () -> new IdentifyCommand(terminal));
    byName.put("get", () -> new GetCommand(terminal));
    byName.put("put", () -> new PutCommand(terminal));
    byName.put("create", () -> new CreateCommand(terminal));
    byName.put("delete", () -> new DeleteCommand(terminal));
    byName.put("enumerate", () -> new EnumerateCommand(terminal));
    byName.put("subscribe", () -> new SubscribeCommand(terminal));
    byName.put("listen", () -> new ListenCommand(terminal));
    byName.put("pull", () -> new PullCommand(terminal));
    byName.put("renew", () -> new RenewCommand(terminal));
    byName.put("status", () -> new StatusCommand(terminal));
    byName.put("unsubscribe", () -> new UnsubscribeCommand(terminal));
    byName.put("publish", () -> new PublishCommand(terminal));
    byName.put("wbem", () -> new WbemCommand(terminal));
    byName.put("bench", () -> new BenchCommand(terminal));
    byName.put("passwd", () -> new PasswdCommand(terminal, users));
  }

  /** A parser that can read these arguments. */
  CommandLine parserFor(String... args) {
    CommandLine parser = new CommandLine(new Wellspring(terminal));
    String first = args.length > 0 ? args[0] : "";
    if (byName.containsKey(first)) {
      add(parser, first);
    } else {
      byName.keySet().forEach(name -> add(parser, name));
      parser.addSubcommand(new AutoComplete.GenerateCompletion());
    }
    return parser
        .setOut(terminal.out())
        .setErr(terminal.err())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setExecutionExceptionHandler(new Failures(terminal.err()));
  }

  private void add(CommandLine parser, String name) {
    Supplier<Object> maker = byName.getOrDefault(name, () -> new Wellspring(terminal));
    add(parser, name, maker.get());
  }

  private static void add(CommandLine parser, String name, Object made) {
    CommandLine command = new CommandLine(made);
    command
        .getCommandSpec()
        .addOption(
            OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help and exit.")
                .build());
    if (made instanceof CommandGroup group) {
      group.commands().forEach((inner, one) -> add(command, inner, one));
    }
    parser.addSubcommand(name, command);
  }
}
