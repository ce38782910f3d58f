package org.wellspring.cli;

import java.net.URI;
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

/** {@code wbem add-destination}: says where indications are to go. */
@Command(
    name = "add-destination",
    description = "Makes a listener destination, unless an owned one to that address is there.",
    footerHeading = "%nExamples:%n",
    footer = "  wellspring wbem add-destination http://127.0.0.1:5990 --id here")
final class WbemAddDestination implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private final WbemOptions wbem = new WbemOptions();

  @Parameters(paramLabel = "URL", description = "The listener: http://HOST:PORT or https:.")
  private URI listener = URI.create("http://127.0.0.1:5990");

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

  WbemAddDestination(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws UsageProblem, WbemError, ExchangeFailed {
    var ownership = WbemOptions.ownership(id, name);
    WbemOptions.Connected to = wbem.connect(terminal);
    NamedInstance made = to.manager().addDestination(to.server(), listener, ownership);
    terminal.out().println(made.path());
    return Main.DONE;
  }
}
