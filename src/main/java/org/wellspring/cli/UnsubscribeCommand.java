package org.wellspring.cli;

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

/** {@code unsubscribe}: ends a subscription. */
@Command(
    name = "unsubscribe",
    description = "Ends a subscription.",
    footerHeading = "%nExamples:%n",
    footer = {"  wellspring unsubscribe uuid:1524658a-0000-4000-8000-00000000000a"})
final class UnsubscribeCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final ResourceOptions resource = new ResourceOptions();

  @Parameters(paramLabel = "ID", description = "The subscription's id, as subscribe printed it.")
  private String id = "";

  UnsubscribeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws SoapFault, ExchangeFailed, UsageProblem {
    WsmanClient client = server.client(terminal);
    client.unsubscribe(resource.manager(client, id));
    terminal.out().println("unsubscribed");
    return Main.DONE;
  }
}
