package org.wellspring.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.wellspring.cli.option.LeaseText;
import org.wellspring.cli.option.ResourceOptions;
import org.wellspring.cli.option.ServerOptions;
import org.wellspring.cli.option.UsageProblem;
import org.wellspring.cli.text.Terminal;
import org.wellspring.client.ExchangeFailed;
import org.wellspring.client.SoapFault;
import org.wellspring.client.WsmanClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code renew}: a further lease. */
@Command(
    name = "renew",
    description = {
      "Renews the lease of a subscription.",
      "",
      "The lease counts from now; what was granted is printed."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  wellspring renew uuid:1524658a-0000-4000-8000-00000000000a --expires 1h"})
final class RenewCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final ResourceOptions resource = new ResourceOptions();

  @Parameters(paramLabel = "ID", description = "The subscription's id, as subscribe printed it.")
  private String id = "";

  @Option(
      names = {"-e", "--expires"},
      paramLabel = "DURATION",
      converter = LeaseText.class,
      description =
          "The lease to ask for: 30m, PT2H, or a point in time. Default: as long as the server"
              + " grants")
  private Optional<String> expires = Optional.empty();

  RenewCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws SoapFault, ExchangeFailed, UsageProblem {
    WsmanClient client = server.client(terminal);
    Optional<String> granted = client.renew(resource.manager(client, id), expires);
    terminal.out().println("expires   " + granted.orElse("not said"));
    return Main.DONE;
  }
}
