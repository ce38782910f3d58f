package org.wellspring.cli;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.wellspring.cli.option.FilterOptions;
import org.wellspring.cli.option.ResourceOptions;
import org.wellspring.cli.option.ServerOptions;
import org.wellspring.cli.option.UsageProblem;
import org.wellspring.cli.text.PrettyXml;
import org.wellspring.cli.text.Terminal;
import org.wellspring.client.EnumerateOptions;
import org.wellspring.client.EnumeratedItem;
import org.wellspring.client.ExchangeFailed;
import org.wellspring.client.SoapFault;
import org.wellspring.client.WsmanClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code enumerate}: the instances of a resource. */
@Command(
    name = "enumerate",
    description = {
      "Prints the instances of a resource.",
      "",
      "Their XML, where they are, or both."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  wellspring enumerate",
      "  wellspring enumerate --show epr",
      "  wellspring enumerate --filter '/fcs:Fountain[fcs:Floor > 2]'"
    })
final class EnumerateCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final ResourceOptions resource = new ResourceOptions();
  @Mixin private final FilterOptions filter = new FilterOptions();

  /** What to print of each instance. */
  enum Show {
    OBJECTS(EnumerateOptions.Shape.OBJECTS),
    EPR(EnumerateOptions.Shape.EPRS),
    BOTH(EnumerateOptions.Shape.OBJECTS_AND_EPRS);

    private final EnumerateOptions.Shape shape;

    Show(EnumerateOptions.Shape shape) {
      this.shape = shape;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = "--show",
      paramLabel = "WHAT",
      defaultValue = "objects",
      description = "objects, epr (where they are) or both. Default: ${DEFAULT-VALUE}")
  private Show show = Show.OBJECTS;

  @Option(
      names = "--max-elements",
      paramLabel = "NUMBER",
      defaultValue = "50",
      description = "Most instances per message. Default: ${DEFAULT-VALUE}")
  private int maxElements = 50;

  @Option(
      names = "--no-optimize",
      description = "Do not ask for the first instances with the first message. Default: asks")
  private boolean plain;

  EnumerateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws SoapFault, ExchangeFailed, UsageProblem {
    if (maxElements < 1) {
      throw new UsageProblem("--max-elements " + maxElements + ": at least 1 is needed");
    }
    WsmanClient client = server.client(terminal);
    EnumerateOptions options =
        new EnumerateOptions(
            show.shape,
            plain ? EnumerateOptions.Transfer.PLAIN : EnumerateOptions.Transfer.OPTIMIZED,
            OptionalInt.of(maxElements),
            filter.filter());
    client.enumerate(resource.target(client), options, this::print);
    return Main.DONE;
  }

  private void print(EnumeratedItem item) {
    item.object().ifPresent(object -> terminal.out().println(PrettyXml.of(object)));
    item.reference().ifPresent(reference -> EndpointPrinter.print(terminal.out(), reference));
    if (show != Show.OBJECTS) {
      terminal.out().println();
    }
  }
}
