package org.wellspring.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.wellspring.cli.option.DurationText;
import org.wellspring.cli.option.ReceiveOptions;
import org.wellspring.cli.option.ResourceOptions;
import org.wellspring.cli.option.ServerOptions;
import org.wellspring.cli.option.UsageProblem;
import org.wellspring.cli.text.Terminal;
import org.wellspring.client.ExchangeFailed;
import org.wellspring.client.SoapFault;
import org.wellspring.client.WsmanClient;
import org.wellspring.model.EndpointReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pull}: collects the events of a pull subscription. */
@Command(
    name = "pull",
    description = {
      "Collects the events of a pull subscription.",
      "",
      "Wants the context that subscribe, or the pull before this one, printed. The context for the "
          + "next one goes to standard error."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  wellspring pull CONTEXT",
      "  wellspring pull CONTEXT --max-elements 10 --max-time 5s --format json",
      "  wellspring pull CONTEXT --follow"
    })
final class PullCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final ResourceOptions resource = new ResourceOptions();
  @Mixin private final ReceiveOptions receive = new ReceiveOptions();

  @Parameters(paramLabel = "CONTEXT", description = "The enumeration context.")
  private String context = "";

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "The subscription's id, for servers that want it. Default: not sent")
  private Optional<String> id = Optional.empty();

  @Option(
      names = "--follow",
      description = "Go on pulling until Ctrl-C, --count or --for. Default: pull once")
  private boolean follow;

  @Option(
      names = "--max-elements",
      paramLabel = "NUMBER",
      defaultValue = "100",
      description = "Most events per answer. Default: ${DEFAULT-VALUE}")
  private int maxElements = 100;

  @Option(
      names = "--max-time",
      paramLabel = "DURATION",
      defaultValue = "20s",
      converter = DurationText.class,
      description = "How long the server may wait for an event. Default: ${DEFAULT-VALUE}")
  private Duration maxTime = Duration.ofSeconds(20);

  PullCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws SoapFault, ExchangeFailed, UsageProblem, InterruptedException {
    if (maxElements < 1) {
      throw new UsageProblem("--max-elements " + maxElements + ": at least 1 is needed");
    }
    WsmanClient client = server.client(terminal);
    EndpointReference manager =
        id.map(known -> resource.manager(client, known)).orElseGet(() -> resource.target(client));
    int atOnce = (int) Math.min(maxElements, receive.count().orElse(Long.MAX_VALUE));
    PullLoop loop = new PullLoop(client, manager, context, OptionalInt.of(atOnce), maxTime);
    try (StopSignal stop = StopSignal.install()) {
      EventPrinter printer =
          new EventPrinter(terminal.out(), receive.format(), receive.count(), stop);
      boolean more = follow ? follow(loop, printer, stop) : loop.pull(printer);
      terminal.err().println(more ? "context   " + loop.context() : "no more events");
    }
    return Main.DONE;
  }

  private boolean follow(PullLoop loop, EventPrinter printer, StopSignal stop)
      throws SoapFault, ExchangeFailed, InterruptedException {
    loop.start(printer, stop);
    if (receive.time().isPresent()) {
      boolean early = stop.await(receive.time().get());
      if (!early) {
        stop.stop();
      }
    } else {
      stop.await();
    }
    loop.finish();
    loop.rethrow();
    return loop.hasMore();
  }
}
