package org.wellspring.cli;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.function.Consumer;
import org.wellspring.cli.text.EventFormat;
import org.wellspring.client.ReceivedEvent;
import org.wellspring.client.ReceivedEvent.Kind;

/**
 * Prints what is received, a line each, and says when it is enough. Called from several threads;
 * lines do not mix.
 */
final class EventPrinter implements Consumer<ReceivedEvent> {
  private final PrintWriter out;
  private final EventFormat format;
  private final Optional<Long> enough;
  private final StopSignal stop;
  private long events;

  /**
   * A printer.
   *
   * @param enough raise the signal after so many events; notices do not count
   */
  EventPrinter(PrintWriter out, EventFormat format, Optional<Long> enough, StopSignal stop) {
    this.out = out;
    this.format = format;
    this.enough = enough;
    this.stop = stop;
  }

  /**
   * Prints one.
   *
   * @throws IllegalStateException if there were enough already: the source shall keep it
   */
  @Override
  public synchronized void accept(ReceivedEvent event) {
    if (enough.filter(limit -> events >= limit).isPresent()) {
      throw new IllegalStateException("enough events");
    }
    out.println(format.line(event));
    out.flush();
    if (event.kind() == Kind.EVENT) {
      events++;
    }
    if (enough.filter(limit -> events >= limit).isPresent()) {
      stop.stop();
    }
  }
}
