package org.wellspring.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.wellspring.cli.option.BookmarkOptions;
import org.wellspring.cli.option.DeliveryOptions;
import org.wellspring.cli.option.FilterOptions;
import org.wellspring.cli.option.HostPort;
import org.wellspring.cli.option.ReceiveOptions;
import org.wellspring.cli.option.ResourceOptions;
import org.wellspring.cli.option.ServerOptions;
import org.wellspring.cli.option.UsageProblem;
import org.wellspring.cli.text.Terminal;
import org.wellspring.client.ClientSettings;
import org.wellspring.client.ExchangeFailed;
import org.wellspring.client.Generation;
import org.wellspring.client.Mode;
import org.wellspring.client.SinkServer;
import org.wellspring.client.SoapFault;
import org.wellspring.client.SubscribeOptions;
import org.wellspring.client.SubscriptionHandle;
import org.wellspring.client.WsmanClient;
import org.wellspring.model.EndpointReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code subscribe}: asks for events, and receives them if wished. */
@Command(
    name = "subscribe",
    description = {
      "Subscribes to the events of a resource.",
      "",
      "Prints the subscription's id, manager, lease, and the context (mode pull) or multicast group "
          + "(mode trap). With --listen it also receives the events, renews the lease while it does, and "
          + "unsubscribes at the end."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  wellspring subscribe --listen --filter '/fcs:Usage[@Volume > 3]'",
      "  wellspring subscribe --mode pushwithack --notify-to http://127.0.0.1:9080/sink",
      "  wellspring subscribe --mode batched --max-elements 20 --max-time 5s --listen",
      "  wellspring subscribe --mode pull --expires 1h",
      "  wellspring subscribe --mode trap --listen --for 1m"
    })
final class SubscribeCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final ResourceOptions resource = new ResourceOptions();
  @Mixin private final FilterOptions filter = new FilterOptions();
  @Mixin private final DeliveryOptions delivery = new DeliveryOptions();
  @Mixin private final BookmarkOptions bookmarks = new BookmarkOptions();
  @Mixin private final ReceiveOptions receive = new ReceiveOptions();

  @Option(
      names = "--notify-to",
      paramLabel = "URL",
      description =
          "Where events are to be sent, in the pushing modes. Default: with --listen, here")
  private Optional<String> notifyTo = Optional.empty();

  @Option(
      names = {"-l", "--listen"},
      description = "Receive the events here, until Ctrl-C, --count or --for. Default: off")
  private boolean listen;

  @Option(
      names = "--listen-on",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:0",
      converter = HostPort.class,
      description = "With --listen: the address of the sink. Default: ${DEFAULT-VALUE}")
  private InetSocketAddress listenOn = new InetSocketAddress("127.0.0.1", 0);

  SubscribeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call()
      throws SoapFault, ExchangeFailed, UsageProblem, IOException, InterruptedException {
    Mode mode = delivery.mode();
    if (mode.needsNotifyTo() && !listen && notifyTo.isEmpty()) {
      throw new UsageProblem(
          "mode " + mode + " delivers to a sink: give --notify-to URL, or --listen to be one");
    }
    ClientSettings settings =
        server.settings(terminal, mode == Mode.TRAP ? Generation.OCTOBER_2004 : Generation.DMTF);
    if (settings.generation().modeUri(mode).isEmpty()) {
      throw new UsageProblem(
          "generation " + settings.generation() + " has no delivery mode " + mode);
    }
    WsmanClient client = new WsmanClient(settings);
    if (listen) {
      listen(client, mode);
    } else {
      print(subscribe(client, notifyTo));
    }
    return Main.DONE;
  }

  private void listen(WsmanClient client, Mode mode)
      throws SoapFault, ExchangeFailed, UsageProblem, IOException, InterruptedException {
    try (StopSignal stop = StopSignal.install()) {
      EventPrinter printer =
          new EventPrinter(terminal.out(), receive.format(), receive.count(), stop);
      SubscribedListener listener = new SubscribedListener(client, stop, receive.time());
      if (mode == Mode.PULL) {
        listener.pull(printedToErr(subscribe(client, Optional.empty())), printer);
      } else if (mode == Mode.TRAP) {
        listener.trap(printedToErr(subscribe(client, Optional.empty())), printer);
      } else {
        try (SinkServer sink = SinkServer.start(listenOn, listener.endingWith(printer))) {
          String address = notifyTo.orElseGet(() -> sink.uri().toString());
          listener.sink(printedToErr(subscribe(client, Optional.of(address))));
        }
      }
    }
  }

  private SubscriptionHandle subscribe(WsmanClient client, Optional<String> sink)
      throws SoapFault, ExchangeFailed, UsageProblem {
    EndpointReference target = resource.target(client);
    SubscribeOptions.Builder options = delivery.subscribe(sink).bookmarks(bookmarks.choice());
    filter.filter().ifPresent(options::filter);
    return client.subscribe(target, options.build());
  }

  private void print(SubscriptionHandle handle) {
    print(handle, terminal.out());
  }

  /** While events go to standard output, the rest must not. */
  private SubscriptionHandle printedToErr(SubscriptionHandle handle) {
    print(handle, terminal.err());
    return handle;
  }

  private static void print(SubscriptionHandle handle, PrintWriter out) {
    out.println("id        " + handle.id());
    out.println("manager   " + handle.manager().address());
    out.println("expires   " + handle.expires().orElse("not said"));
    handle.context().ifPresent(context -> out.println("context   " + context));
    handle.multicastAddress().ifPresent(group -> out.println("group     " + group));
    out.flush();
  }
}
