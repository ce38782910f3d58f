package org.wellspring.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.wellspring.cim.NamedInstance;
import org.wellspring.cli.option.UsageProblem;
import org.wellspring.cli.text.Terminal;
import org.wellspring.client.ExchangeFailed;
import org.wellspring.client.WbemError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wbem remove}: removes what was made. */
@Command(
    name = "remove",
    description = {
      "Removes a filter or destination with the subscriptions that refer to it, or all that is"
          + " owned.",
    },
    footerHeading = "%nExamples:%n",
    footer = {"  wellspring wbem remove alerts", "  wellspring wbem remove --all"})
final class WbemRemove implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private final WbemOptions wbem = new WbemOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "Name of a filter or destination, or the id of an owned one.")
  private Optional<String> name = Optional.empty();

  @Option(
      names = "--all",
      description = "Remove everything that the manager owns on the server. Default: off")
  private boolean all;

  WbemRemove(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws UsageProblem, WbemError, ExchangeFailed {
    if (all == name.isPresent()) {
      throw new UsageProblem("either a NAME or --all must be given");
    }
    WbemOptions.Connected to = wbem.connect(terminal);
    if (all) {
      to.manager().removeServer(to.server());
    } else {
      remove(to, name.orElse(""));
    }
    terminal.out().println("removed");
    return Main.DONE;
  }

  private static void remove(WbemOptions.Connected to, String wanted)
      throws UsageProblem, WbemError, ExchangeFailed {
    var manager = to.manager();
    String server = to.server();
    List<NamedInstance> every = new ArrayList<>(manager.filters(server));
    every.addAll(manager.destinations(server));
    List<NamedInstance> owned = new ArrayList<>(manager.ownedFilters(server));
    owned.addAll(manager.ownedDestinations(server));
    NamedInstance found = WbemOptions.find(every, owned, "filter or destination", wanted);
    for (NamedInstance one : manager.subscriptions(server)) {
      boolean refers =
          List.of("Filter", "Handler").stream()
              .flatMap(reference -> one.instance().path(reference).stream())
              .anyMatch(found.path()::names);
      if (refers) {
        manager.removeSubscriptions(server, List.of(one.path()));
      }
    }
    manager.remove(server, found.path());
  }
}
