package org.wellspring.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.wellspring.cli.option.ResourceOptions;
import org.wellspring.cli.option.ServerOptions;
import org.wellspring.cli.option.UsageProblem;
import org.wellspring.cli.option.XmlInput;
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
import picocli.CommandLine.Parameters;

/** {@code put}: replaces a representation, or changes properties of the one that is there. */
@Command(
    name = "put",
    description = {
      "Replaces or changes an instance.",
      "",
      "Puts the XML of a file in place of the representation, or fetches the representation, changes "
          + "single properties and puts it back."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  wellspring put --selector ResourceID=b42f3North fountain.xml",
      "  wellspring put --selector ResourceID=b42f3North --set FlowLimit=2.5 --set FilterState=ok"
    })
final class PutCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final ResourceOptions resource = new ResourceOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "The new representation; - is standard input. Default: none, see --set")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description =
          "A property to change: a child element or an attribute; repeatable. Default: none")
  private Map<String, String> changes = new LinkedHashMap<>();

  PutCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws SoapFault, ExchangeFailed, UsageProblem, IOException {
    if (file.isPresent() != changes.isEmpty()) {
      throw new UsageProblem("put wants either a FILE or --set NAME=VALUE");
    }
    WsmanClient client = server.client(terminal);
    EndpointReference target = resource.target(client);
    XmlElement representation =
        file.isPresent()
            ? XmlInput.element(terminal, file.get())
            : PropertyEdit.apply(client.get(target), changes);
    Optional<XmlElement> now = client.put(target, representation);
    terminal.out().println(now.map(PrettyXml::of).orElse("replaced"));
    return Main.DONE;
  }
}
