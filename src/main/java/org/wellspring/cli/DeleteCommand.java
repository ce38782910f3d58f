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

/** {@code delete}: takes an instance away. */
@Command(
    name = "delete",
    description = "Deletes an instance.",
    footerHeading = "%nExamples:%n",
    footer = {"  wellspring delete --selector ResourceID=b42f4East"})
final class DeleteCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final ResourceOptions resource = new ResourceOptions();

  DeleteCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws SoapFault, ExchangeFailed, UsageProblem {
    WsmanClient client = server.client(terminal);
    client.delete(resource.target(client));
    terminal.out().println("deleted");
    return Main.DONE;
  }
}
