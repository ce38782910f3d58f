package org.wellspring.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wellspring.testing.Events.numbered;
import static org.wellspring.testing.Events.range;
import static org.wellspring.testing.Events.sized;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wellspring.model.Event;
import org.wellspring.model.LogPosition;
import org.wellspring.model.LogRecord;
import org.wellspring.testing.Events;
import org.wellspring.testing.VirtualTime;

/** What a log that outlives its process keeps to in addition. */
interface DurableEventLogContract extends EventLogContract {
  /** Ends the log last opened as a killed process does, and opens it as a new one would. */
  EventLog crashAndReopen();

  /** Ends the log last opened in order, and opens it again. */
  EventLog closeAndReopen();

  private EventLog open() {
    return open(1_000_000, Long.MAX_VALUE, Duration.ofDays(1), new VirtualTime());
  }

  private static LogPosition at(long position) {
    return new LogPosition(position);
  }

  private static List<Event> events(EventLog log) {
    return log.read(LogPosition.START, Integer.MAX_VALUE).stream().map(LogRecord::event).toList();
  }

  @Test
  default void whatWasAcknowledgedIsThereAfterACrash() {
    EventLog log = open();
    log.append(range(0, 9)).join();
    log.append(List.of(sized(10, Events.SOUTH, "ümläut <&> 𝄞"))).join();
    List<Event> before = events(log);

    EventLog again = crashAndReopen();

    assertThat(again.tail()).isEqualTo(LogPosition.START);
    assertThat(again.head()).isEqualTo(at(11));
    assertThat(events(again)).isEqualTo(before);
    assertThat(events(again).get(10).body().text()).isEqualTo("ümläut <&> 𝄞");
    assertThat(events(again).get(10).selectors()).isEqualTo(Events.SOUTH);
  }

  @Test
  default void whatWasAcknowledgedIsThereAfterAnOrderlyStop() {
    EventLog log = open();
    log.append(range(0, 9)).join();

    EventLog again = closeAndReopen();

    assertThat(events(again)).isEqualTo(range(0, 9));
  }

  @Test
  default void positionsAndIdentityGoOnAfterACrash() {
    EventLog log = open();
    String identity = log.identity();
    for (int round = 0; round < 5; round++) {
      assertThat(log.append(List.of(numbered(round))).join()).isEqualTo(at(round));
      log = round % 2 == 0 ? crashAndReopen() : closeAndReopen();
    }

    assertThat(log.identity()).isEqualTo(identity);
    assertThat(log.head()).isEqualTo(at(5));
    assertThat(events(log)).isEqualTo(range(0, 4));
  }

  @Test
  default void aNewLogIsEmptyAfterACrash() {
    String identity = open().identity();

    EventLog again = crashAndReopen();

    assertThat(again.head()).isEqualTo(LogPosition.START);
    assertThat(again.tail()).isEqualTo(LogPosition.START);
    assertThat(again.identity()).isEqualTo(identity);
  }

  @Test
  default void whatWasDroppedStaysDroppedAfterACrash() {
    EventLog log = open(5, Long.MAX_VALUE, Duration.ofDays(1), new VirtualTime());
    log.append(range(0, 7)).join();
    log.append(range(8, 9)).join();

    EventLog again = crashAndReopen();

    assertThat(again.tail()).isEqualTo(at(5));
    assertThat(again.head()).isEqualTo(at(10));
    assertThat(events(again)).isEqualTo(range(5, 9));
  }

  @Test
  default void octetsAreCountedOnAfterACrash() {
    long one = numbered(0).xml().length();
    EventLog log = open(1_000, 3 * one, Duration.ofDays(1), new VirtualTime());
    log.append(range(0, 2)).join();

    EventLog again = crashAndReopen();
    again.append(range(3, 3)).join();

    assertThat(events(again)).isEqualTo(range(1, 3));
  }

  @Test
  default void whatGrewTooOldDuringADowntimeGoesButForTheNewest() {
    VirtualTime time = new VirtualTime();
    EventLog log = open(1_000, Long.MAX_VALUE, Duration.ofMinutes(10), time);
    log.append(range(0, 4)).join();
    time.advance(Duration.ofHours(1));

    EventLog again = crashAndReopen();

    assertThat(events(again)).isEqualTo(range(4, 4));
  }

  @Test
  default void aBatchIsThereAsAWholeOrNotAtAll() {
    EventLog log = open();
    List<CompletableFuture<LogPosition>> answers =
        IntStream.range(0, 50).mapToObj(n -> log.append(range(10 * n, 10 * n + 9))).toList();
    answers.get(0).join();

    EventLog again = crashAndReopen();

    List<Event> found = events(again);
    assertThat(found.size() % 10).isZero();
    assertThat(found).isEqualTo(range(0, found.size() - 1));
    assertThat(answers.stream().filter(f -> f.isDone() && !f.isCompletedExceptionally()).count())
        .isLessThanOrEqualTo(found.size() / 10);
  }
}
