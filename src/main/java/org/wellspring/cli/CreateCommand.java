package org.wellspring.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.wellspring.cli.option.ResourceOptions;
import org.wellspring.cli.option.ServerOptions;
import org.wellspring.cli.option.UsageProblem;
import org.wellspring.cli.option.XmlInput;
import org.wellspring.cli.text.Terminal;
import org.wellspring.client.ExchangeFailed;
import org.wellspring.client.SoapFault;
import org.wellspring.client.WsmanClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code create}: makes an instance. */
@Command(
    name = "create",
    description = "Makes an instance and prints where it is.",
    footerHeading = "%nExamples:%n",
    footer = {"  wellspring create fountain.xml", "  cat fountain.xml | wellspring create -"})
final class CreateCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final ResourceOptions resource = new ResourceOptions();

  @Parameters(
      paramLabel = "FILE",
      defaultValue = "-",
      description = "Its representation, XML; - is standard input. Default: ${DEFAULT-VALUE}")
  private Path file = Path.of("-");

  CreateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws SoapFault, ExchangeFailed, UsageProblem, IOException {
    WsmanClient client = server.client(terminal);
    EndpointPrinter.print(
        terminal.out(), client.create(resource.target(client), XmlInput.element(terminal, file)));
    return Main.DONE;
  }
}
