package org.wellspring.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.wellspring.cli.option.HostPort;
import org.wellspring.cli.option.ReceiveOptions;
import org.wellspring.cli.option.UsageProblem;
import org.wellspring.cli.text.Terminal;
import org.wellspring.client.SinkServer;
import org.wellspring.client.TrapListener;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code listen}: a sink for subscriptions that were made elsewhere. */
@Command(
    name = "listen",
    description = {
      "Receives events and prints them, a line each.",
      "",
      "Takes push, push with acknowledgement, batches, heartbeats and notices of the end, and "
          + "acknowledges what wants it; with --trap it listens to a multicast group instead."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  wellspring listen --on 127.0.0.1:9080",
      "  wellspring listen --on 9080 --format json --count 10",
      "  wellspring listen --trap soap.udp://239.255.42.7:9931/fountains"
    })
final class ListenCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private final ReceiveOptions receive = new ReceiveOptions();

  @Option(
      names = "--on",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:9080",
      converter = HostPort.class,
      description = "Where to listen; port 0 is any free one. Default: ${DEFAULT-VALUE}")
  private InetSocketAddress on = new InetSocketAddress("127.0.0.1", 9080);

  @Option(
      names = "--trap",
      paramLabel = "URI",
      description = "Join this group, soap.udp://GROUP:PORT/PATH, instead. Default: none")
  private Optional<URI> trap = Optional.empty();

  ListenCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, UsageProblem, InterruptedException {
    try (StopSignal stop = StopSignal.install()) {
      EventPrinter printer =
          new EventPrinter(terminal.out(), receive.format(), receive.count(), stop);
      try (Listening listener = open(printer)) {
        terminal.err().println("listening at " + listener.address());
        waitFor(stop);
      }
    }
    return Main.DONE;
  }

  /** Either kind of listener, with the address it can be reached at. */
  private record Listening(String address, Runnable closing) implements AutoCloseable {
    @Override
    public void close() {
      closing.run();
    }
  }

  private Listening open(EventPrinter printer) throws IOException, UsageProblem {
    if (trap.isEmpty()) {
      SinkServer sink = SinkServer.start(on, printer);
      return new Listening(sink.uri().toString(), sink::close);
    }
    try {
      TrapListener listener = TrapListener.join(trap.get(), SubscribedListener.quietly(printer));
      return new Listening(trap.get().toString(), listener::close);
    } catch (IllegalArgumentException e) {
      throw new UsageProblem("--trap: " + e.getMessage());
    }
  }

  private void waitFor(StopSignal stop) throws InterruptedException {
    if (receive.time().isEmpty()) {
      stop.await();
      return;
    }
    if (!stop.await(receive.time().get())) {
      stop.stop();
    }
  }
}
