package org.wellspring.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.wellspring.cli.text.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code wbem}: indication subscriptions on any WBEM server, over CIM-XML. */
@Command(
    name = "wbem",
    description = {
      "Indication subscriptions on this or any other WBEM server, over CIM-XML.",
      "",
      "A destination says where indications go, a filter which ones, a subscription puts them"
          + " together."
    },
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  wellspring wbem listen --on 127.0.0.1:5990",
      "  wellspring wbem add-destination http://127.0.0.1:5990 --id here",
      "  wellspring wbem add-filter \"SELECT * FROM CIM_AlertIndication\" --id alerts",
      "  wellspring wbem subscribe alerts here",
      "  wellspring wbem list",
      "  wellspring wbem remove --all"
    })
final class WbemCommand implements Callable<Integer>, CommandGroup {
  private final Terminal terminal;
  @Spec private CommandSpec spec = CommandSpec.create();

  WbemCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Map<String, Object> commands() {
    Map<String, Object> commands = new LinkedHashMap<>();
    commands.put("add-destination", new WbemAddDestination(terminal));
    commands.put("add-filter", new WbemAddFilter(terminal));
    commands.put("subscribe", new WbemSubscribe(terminal));
    commands.put("list", new WbemList(terminal));
    commands.put("remove", new WbemRemove(terminal));
    commands.put("listen", new WbemListen(terminal));
    return commands;
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(terminal.err(), Help.Ansi.OFF);
    return Main.WRONG_USAGE;
  }
}
