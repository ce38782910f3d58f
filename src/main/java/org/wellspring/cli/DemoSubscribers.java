package org.wellspring.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.wellspring.cli.option.ResourceOptions;
import org.wellspring.cli.text.Terminal;
import org.wellspring.client.BatchLimits;
import org.wellspring.client.BookmarkChoice;
import org.wellspring.client.ClientSettings;
import org.wellspring.client.EnumerateOptions;
import org.wellspring.client.ExchangeFailed;
import org.wellspring.client.Generation;
import org.wellspring.client.Mode;
import org.wellspring.client.PulledEvents;
import org.wellspring.client.ReceivedEvent;
import org.wellspring.client.SinkServer;
import org.wellspring.client.SoapFault;
import org.wellspring.client.SubscribeOptions;
import org.wellspring.client.SubscriptionHandle;
import org.wellspring.client.TrapListener;
import org.wellspring.client.WsmanClient;
import org.wellspring.model.EndpointReference;
import org.wellspring.model.SelectorSet;

/** One subscriber in each delivery mode, each at a fountain of its own as far as they reach. */
final class DemoSubscribers implements AutoCloseable {
  private static final String KEY = "ResourceID";
  private static final Duration LEASE = Duration.ofHours(1);
  private static final BatchLimits BATCH =
      new BatchLimits(OptionalInt.of(5), OptionalLong.empty(), Optional.of(Duration.ofSeconds(3)));
  private static final int PULL_SIZE = 20;
  private static final Duration PULL_WAIT = Duration.ofSeconds(10);
  private static final Duration NEXT_TRY = Duration.ofMillis(300);
  private static final Duration NO_WAIT = Duration.ofMillis(100);
  private static final int LOG_PAGE = 500;

  private static final BookmarkChoice FROM_THE_BEGINNING =
      new BookmarkChoice(BookmarkChoice.Start.EARLIEST, Optional.empty(), BookmarkChoice.Wish.OMIT);

  private final Terminal terminal;
  private final WsmanClient client;
  private final WsmanClient trapClient;
  private final DemoBoard board;
  private final StopSignal stop;
  private final List<Runnable> listeners = new ArrayList<>();
  private final List<SubscriptionHandle> subscriptions = new ArrayList<>();
  private final Map<Mode, SelectorSet> wanted = new EnumMap<>(Mode.class);
  private Optional<PullLoop> pulling = Optional.empty();

  private DemoSubscribers(Terminal terminal, URI endpoint, DemoBoard board, StopSignal stop) {
    ClientSettings settings = ClientSettings.of(endpoint);
    this.terminal = terminal;
    this.client = new WsmanClient(settings);
    this.trapClient = new WsmanClient(settings.with(Generation.OCTOBER_2004));
    this.board = board;
    this.stop = stop;
  }

  /** Subscribes in every mode. What was opened is closed again if one of them fails. */
  static DemoSubscribers open(Terminal terminal, URI endpoint, DemoBoard board, StopSignal stop)
      throws SoapFault, ExchangeFailed, IOException, InterruptedException {
    DemoSubscribers all = new DemoSubscribers(terminal, endpoint, board, stop);
    boolean complete = false;
    try {
      List<String> fountains = all.fountains();
      for (Mode mode : Mode.values()) {
        all.subscribe(mode, fountains.get(mode.ordinal() % fountains.size()));
      }
      complete = true;
      return all;
    } finally {
      if (!complete) {
        all.close();
      }
    }
  }

  /** The ids of the fountains there are; one empty id if there are none. */
  private List<String> fountains() throws SoapFault, ExchangeFailed {
    List<String> ids = new ArrayList<>();
    client.enumerate(
        client.resource(ResourceOptions.FOUNTAINS, SelectorSet.NONE),
        EnumerateOptions.DEFAULTS,
        item -> item.object().flatMap(object -> object.attribute(KEY)).ifPresent(ids::add));
    return ids.isEmpty() ? List.of("") : ids;
  }

  private void subscribe(Mode mode, String fountain) throws SoapFault, ExchangeFailed, IOException {
    board.expect(mode, fountain.isEmpty() ? "all" : fountain);
    SelectorSet selectors = fountain.isEmpty() ? SelectorSet.NONE : SelectorSet.of(KEY, fountain);
    wanted.put(mode, selectors);
    Consumer<ReceivedEvent> consumer = event -> board.show(mode, event);
    switch (mode) {
      case TRAP -> trap(selectors, consumer);
      case PULL -> pull(selectors, consumer);
      default -> sink(mode, selectors, consumer);
    }
  }

  private void sink(Mode mode, SelectorSet selectors, Consumer<ReceivedEvent> consumer)
      throws SoapFault, ExchangeFailed, IOException {
    SinkServer sink =
        SinkServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), consumer);
    listeners.add(sink::close);
    SubscribeOptions.Builder options =
        SubscribeOptions.to(mode, EndpointReference.to(sink.uri().toString()));
    subscribe(client, selectors, mode == Mode.BATCHED ? options.batch(BATCH) : options);
  }

  private void pull(SelectorSet selectors, Consumer<ReceivedEvent> consumer)
      throws SoapFault, ExchangeFailed {
    SubscriptionHandle handle = subscribe(client, selectors, SubscribeOptions.pull());
    PullLoop loop =
        new PullLoop(
                client,
                handle.manager(),
                handle.context().orElse(""),
                OptionalInt.of(PULL_SIZE),
                PULL_WAIT)
            .patiently(NEXT_TRY);
    loop.start(consumer, stop);
    pulling = Optional.of(loop);
  }

  /** A machine without multicast shows the other modes. */
  private void trap(SelectorSet selectors, Consumer<ReceivedEvent> consumer)
      throws SoapFault, ExchangeFailed {
    SubscriptionHandle handle = subscribe(trapClient, selectors, SubscribeOptions.trap());
    String group = handle.multicastAddress().orElse("");
    try {
      TrapListener listener = TrapListener.join(URI.create(group), consumer);
      listeners.add(listener::close);
    } catch (IOException e) {
      terminal.err().println("no multicast here, so mode trap stays silent: " + e.getMessage());
    }
  }

  private SubscriptionHandle subscribe(
      WsmanClient with, SelectorSet selectors, SubscribeOptions.Builder options)
      throws SoapFault, ExchangeFailed {
    SubscriptionHandle handle =
        with.subscribe(
            with.resource(ResourceOptions.FOUNTAINS, selectors), options.expires(LEASE).build());
    subscriptions.add(handle);
    return handle;
  }

  /**
   * Ends the pulling, throws what had ended it before, and holds what each one received against the
   * log.
   */
  void settle() throws SoapFault, ExchangeFailed, InterruptedException {
    if (pulling.isPresent()) {
      pulling.get().finish();
      pulling.get().rethrow();
    }
    for (Map.Entry<Mode, SelectorSet> one : wanted.entrySet()) {
      List<String> received = board.received(one.getKey());
      board.settle(one.getKey(), DemoAccount.of(received, logged(one.getValue())));
    }
  }

  /** All events that a subscriber with these selectors could have received, read from the log. */
  private List<String> logged(SelectorSet selectors) throws SoapFault, ExchangeFailed {
    SubscriptionHandle handle =
        subscribe(client, selectors, SubscribeOptions.pull().bookmarks(FROM_THE_BEGINNING));
    List<String> events = new ArrayList<>();
    Optional<String> context = handle.context();
    while (context.isPresent()) {
      PulledEvents page =
          client.pull(
              handle.manager(), context.get(), OptionalInt.of(LOG_PAGE), Optional.of(NO_WAIT));
      page.items().forEach(item -> events.add(DemoBoard.key(item)));
      context = page.items().isEmpty() ? Optional.empty() : page.context();
    }
    return events;
  }

  @Override
  public void close() throws InterruptedException {
    stop.stop();
    if (pulling.isPresent()) {
      pulling.get().finish();
    }
    subscriptions.forEach(this::unsubscribe);
    listeners.forEach(Runnable::run);
  }

  private void unsubscribe(SubscriptionHandle handle) {
    try {
      client.unsubscribe(handle.manager());
    } catch (SoapFault e) {
      terminal.err().println("not unsubscribed: " + e.summary());
    } catch (ExchangeFailed e) {
      terminal.err().println("not unsubscribed: " + e.getMessage());
    }
  }
}
