package org.wellspring.cli;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.wellspring.client.ExchangeFailed;
import org.wellspring.client.Mode;
import org.wellspring.client.PulledEvents;
import org.wellspring.client.ReceivedEvent;
import org.wellspring.client.ReceivedEvent.Kind;
import org.wellspring.client.SoapFault;
import org.wellspring.client.WsmanClient;
import org.wellspring.model.EndpointReference;
import org.wellspring.xml.XmlElement;

/**
 * Pulls events again and again, with the context that the last answer brought.
 *
 * <p>Either {@link #pull} once, or {@link #start}, later {@link #finish}, and only then ask for
 * {@link #context}: in between the loop belongs to its own thread, so that a waiting Pull does not
 * hold up the end.
 */
final class PullLoop {
  private final WsmanClient client;
  private final EndpointReference manager;
  private final OptionalInt maxElements;
  private final Duration maxTime;
  private Duration pauseBeforeNextTry = Duration.ZERO;
  private String context;
  private boolean more = true;
  private Optional<Thread> thread = Optional.empty();
  private Optional<SoapFault> fault = Optional.empty();
  private Optional<ExchangeFailed> failure = Optional.empty();

  PullLoop(
      WsmanClient client,
      EndpointReference manager,
      String context,
      OptionalInt maxElements,
      Duration maxTime) {
    this.client = client;
    this.manager = manager;
    this.context = context;
    this.maxElements = maxElements;
    this.maxTime = maxTime;
  }

  /**
   * From here on an exchange that fails is tried again, with the same context: the source may be
   * starting anew.
   *
   * @param pause before each further try
   */
  PullLoop patiently(Duration pause) {
    pauseBeforeNextTry = pause;
    return this;
  }

  /** The context to go on with. */
  String context() {
    return context;
  }

  /** Whether the source may have more. */
  boolean hasMore() {
    return more;
  }

  /**
   * Pulls once and hands over what came.
   *
   * @return whether there may be more
   */
  boolean pull(Consumer<ReceivedEvent> consumer) throws SoapFault, ExchangeFailed {
    PulledEvents page = client.pull(manager, context, maxElements, Optional.of(maxTime));
    int last = page.items().size() - 1;
    for (int i = 0; i <= last; i++) {
      Optional<XmlElement> bookmark = i == last ? page.bookmark() : Optional.empty();
      consumer.accept(received(page.items().get(i), bookmark));
    }
    page.context().ifPresent(next -> context = next);
    more = page.context().isPresent();
    return more;
  }

  /**
   * Pulls on a thread of its own until the signal is raised. Raises it when the source has no more
   * or something fails.
   */
  void start(Consumer<ReceivedEvent> consumer, StopSignal stop) {
    Thread puller = new Thread(() -> run(consumer, stop), "ws-pull");
    puller.setDaemon(true);
    thread = Optional.of(puller);
    puller.start();
  }

  private void run(Consumer<ReceivedEvent> consumer, StopSignal stop) {
    try {
      boolean goOn = true;
      while (goOn && !stop.isStopped()) {
        goOn = pullOrWait(consumer, stop);
      }
    } catch (IllegalStateException enough) {
      // the consumer has what it wanted; the context stays, so the rest is not lost
    } catch (SoapFault e) {
      fault = stop.isStopped() ? Optional.empty() : Optional.of(e);
    } catch (ExchangeFailed e) {
      failure = stop.isStopped() ? Optional.empty() : Optional.of(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      stop.stop();
    }
  }

  private boolean pullOrWait(Consumer<ReceivedEvent> consumer, StopSignal stop)
      throws SoapFault, ExchangeFailed, InterruptedException {
    try {
      return pull(consumer);
    } catch (ExchangeFailed e) {
      if (pauseBeforeNextTry.isZero() || stop.await(pauseBeforeNextTry)) {
        throw e;
      }
      return true;
    }
  }

  /** Breaks off a waiting Pull and waits for the thread. */
  void finish() throws InterruptedException {
    if (thread.isPresent()) {
      thread.get().interrupt();
      thread.get().join();
    }
  }

  /** After {@link #finish}: throws what ended the pulling, if it was not the signal. */
  void rethrow() throws SoapFault, ExchangeFailed {
    if (fault.isPresent()) {
      throw fault.get();
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  private static ReceivedEvent received(XmlElement item, Optional<XmlElement> bookmark) {
    boolean dropped = item.name().local().equals("DroppedEvents");
    return new ReceivedEvent(
        Mode.PULL,
        dropped ? Kind.DROPPED_EVENTS : Kind.EVENT,
        "",
        "",
        bookmark,
        Optional.of(item),
        List.of());
  }
}
