package org.wellspring.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.wellspring.cli.option.ResourceOptions;
import org.wellspring.cli.option.ServerOptions;
import org.wellspring.cli.option.UsageProblem;
import org.wellspring.cli.text.PrettyXml;
import org.wellspring.cli.text.Terminal;
import org.wellspring.client.ExchangeFailed;
import org.wellspring.client.SoapFault;
import org.wellspring.client.WsmanClient;
import org.wellspring.model.EndpointReference;
import org.wellspring.xml.XmlElement;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code get}: the representation of one instance, or a part of it. */
@Command(
    name = "get",
    description = "Prints the representation of an instance.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  wellspring get --selector ResourceID=b42f3North",
      "  wellspring get --selector ResourceID=b42f3North --fragment FlowLimit"
    })
final class GetCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final ResourceOptions resource = new ResourceOptions();

  @Option(
      names = "--fragment",
      paramLabel = "XPATH",
      description = "Only this part of it, as in FlowLimit or FlowLimit/text(). Default: all of it")
  private Optional<String> fragment = Optional.empty();

  GetCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws SoapFault, ExchangeFailed, UsageProblem {
    WsmanClient client = server.client(terminal);
    EndpointReference target = resource.target(client);
    if (fragment.isEmpty()) {
      terminal.out().println(PrettyXml.of(client.get(target)));
      return Main.DONE;
    }
    XmlElement part = client.getFragment(target, fragment.get());
    if (part.elements().findAny().isEmpty()) {
      terminal.out().println(part.text());
    }
    part.elements().forEach(element -> terminal.out().println(PrettyXml.of(element)));
    return Main.DONE;
  }
}
