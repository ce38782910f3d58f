package org.wellspring.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.wellspring.cim.NamedInstance;
import org.wellspring.cli.option.UsageProblem;
import org.wellspring.cli.text.Terminal;
import org.wellspring.client.ExchangeFailed;
import org.wellspring.client.WbemError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code wbem subscribe}: sends the indications of a filter to a destination. */
@Command(
    name = "subscribe",
    description = "Sends the indications of a filter to a destination.",
    footerHeading = "%nExamples:%n",
    footer = "  wellspring wbem subscribe alerts here")
final class WbemSubscribe implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private final WbemOptions wbem = new WbemOptions();

  @Parameters(
      index = "0",
      paramLabel = "FILTER",
      description = "Its name, or the id of an owned one.")
  private String filter = "";

  @Parameters(
      index = "1",
      paramLabel = "DESTINATION",
      description = "Its name, or the id of an owned one.")
  private String destination = "";

  WbemSubscribe(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws UsageProblem, WbemError, ExchangeFailed {
    WbemOptions.Connected to = wbem.connect(terminal);
    var manager = to.manager();
    NamedInstance which =
        WbemOptions.find(
            manager.filters(to.server()), manager.ownedFilters(to.server()), "filter", filter);
    NamedInstance where =
        WbemOptions.find(
            manager.destinations(to.server()),
            manager.ownedDestinations(to.server()),
            "destination",
            destination);
    manager
        .addSubscriptions(to.server(), which.path(), List.of(where.path()))
        .forEach(made -> terminal.out().println(made.path()));
    return Main.DONE;
  }
}
