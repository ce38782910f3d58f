package org.wellspring.cli;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.wellspring.cim.InstancePath;
import org.wellspring.cim.NamedInstance;
import org.wellspring.cli.option.UsageProblem;
import org.wellspring.cli.text.Terminal;
import org.wellspring.client.ExchangeFailed;
import org.wellspring.client.WbemError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code wbem list}: shows destinations, filters and subscriptions. */
@Command(
    name = "list",
    description = "Shows destinations, filters and subscriptions, a line each; * marks owned ones.",
    footerHeading = "%nExamples:%n",
    footer = "  wellspring wbem list --url http://127.0.0.1:5988")
final class WbemList implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private final WbemOptions wbem = new WbemOptions();

  WbemList(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws UsageProblem, WbemError, ExchangeFailed {
    WbemOptions.Connected to = wbem.connect(terminal);
    var manager = to.manager();
    String server = to.server();
    Set<InstancePath> owned = new HashSet<>();
    manager.ownedDestinations(server).forEach(one -> owned.add(one.path()));
    manager.ownedFilters(server).forEach(one -> owned.add(one.path()));
    manager.ownedSubscriptions(server).forEach(one -> owned.add(one.path()));
    for (NamedInstance one : manager.destinations(server)) {
      print(owned, "destination", one, WbemOptions.nameOf(one) + " -> " + text(one, "Destination"));
    }
    for (NamedInstance one : manager.filters(server)) {
      print(owned, "filter", one, WbemOptions.nameOf(one) + ": " + text(one, "Query"));
    }
    for (NamedInstance one : manager.subscriptions(server)) {
      print(owned, "subscription", one, end(one, "Filter") + " -> " + end(one, "Handler"));
    }
    return Main.DONE;
  }

  private void print(Set<InstancePath> owned, String kind, NamedInstance one, String text) {
    String mark = owned.contains(one.path()) ? "*" : " ";
    terminal.out().printf("%-12s %s %s%n", kind, mark, text);
  }

  private static String text(NamedInstance one, String property) {
    return one.instance().text(property).orElse("");
  }

  private static String end(NamedInstance subscription, String reference) {
    return subscription.instance().path(reference).stream()
        .flatMap(path -> path.key("Name").or(() -> path.key("InstanceID")).stream())
        .flatMap(value -> List.copyOf(value.asTexts()).stream())
        .findFirst()
        .orElse("?");
  }
}
