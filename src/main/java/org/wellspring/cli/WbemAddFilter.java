package org.wellspring.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.wellspring.cim.NamedInstance;
import org.wellspring.cli.option.UsageProblem;
import org.wellspring.cli.text.Terminal;
import org.wellspring.client.ExchangeFailed;
import org.wellspring.client.SubscriptionManager.Query;
import org.wellspring.client.WbemError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wbem add-filter}: says which indications are wanted. */
@Command(
    name = "add-filter",
    description = "Makes an indication filter, unless an owned one with that query is there.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  wellspring wbem add-filter \"SELECT * FROM CIM_AlertIndication\" --id alerts",
      "  wellspring wbem add-filter \"SELECT * FROM CIM_Indication\" --language WQL --name Everything"
    })
final class WbemAddFilter implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private final WbemOptions wbem = new WbemOptions();

  @Parameters(paramLabel = "QUERY", description = "The query.")
  private String query = "";

  @Option(
      names = "--language",
      paramLabel = "NAME",
      defaultValue = "DMTF:CQL",
      description = "Its language. Default: ${DEFAULT-VALUE}")
  private String language = "DMTF:CQL";

  @Option(
      names = "--namespace",
      paramLabel = "NAME",
      description = "Where indications come from; repeatable. Default: the server decides")
  private List<String> namespaces = List.of();

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "Make it an owned one under this id. Default: none, it is permanent")
  private Optional<String> id = Optional.empty();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Make it a permanent one of this name. Default: none, it is owned")
  private Optional<String> name = Optional.empty();

  WbemAddFilter(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws UsageProblem, WbemError, ExchangeFailed {
    var ownership = WbemOptions.ownership(id, name);
    WbemOptions.Connected to = wbem.connect(terminal);
    NamedInstance made =
        to.manager().addFilter(to.server(), new Query(query, language, namespaces), ownership);
    terminal.out().println(made.path());
    return Main.DONE;
  }
}
