package org.wellspring.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.wellspring.cli.option.ResourceOptions;
import org.wellspring.cli.option.ServerOptions;
import org.wellspring.cli.option.UsageProblem;
import org.wellspring.cli.text.Terminal;
import org.wellspring.client.ExchangeFailed;
import org.wellspring.client.SoapFault;
import org.wellspring.client.WsmanClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code status}: what is left of a lease. */
@Command(
    name = "status",
    description = "Prints what is left of a lease.",
    footerHeading = "%nExamples:%n",
    footer = {"  wellspring status uuid:1524658a-0000-4000-8000-00000000000a"})
final class StatusCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final ResourceOptions resource = new ResourceOptions();

  @Parameters(paramLabel = "ID", description = "The subscription's id, as subscribe printed it.")
  private String id = "";

  StatusCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws SoapFault, ExchangeFailed, UsageProblem {
    WsmanClient client = server.client(terminal);
    Optional<String> left = client.status(resource.manager(client, id));
    terminal.out().println("expires   " + left.orElse("not said"));
    return Main.DONE;
  }
}
