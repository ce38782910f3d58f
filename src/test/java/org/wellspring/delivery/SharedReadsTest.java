package org.wellspring.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wellspring.log.MemoryEventLog;
import org.wellspring.model.LogPosition;
import org.wellspring.model.LogRecord;
import org.wellspring.testing.Events;
import org.wellspring.testing.VirtualTime;

final class SharedReadsTest {
  private final MemoryEventLog log =
      new MemoryEventLog(
          new MemoryEventLog.Retention(1_000, Long.MAX_VALUE, Duration.ofDays(1)),
          new VirtualTime());
  private final SharedReads reads = new SharedReads(log, 2);

  private void append(int count) {
    IntStream.range(0, count).forEach(n -> log.append(List.of(Events.numbered(n))).join());
  }

  private static List<Long> positions(List<LogRecord> records) {
    return records.stream().map(r -> r.position().value()).toList();
  }

  private static List<Long> range(long from, long to) {
    return IntStream.range((int) from, (int) to).mapToObj(n -> (long) n).toList();
  }

  @Test
  void aReadBeginsWhereAskedAndEndsWithItsPiece() {
    append(600);

    assertThat(positions(reads.read(new LogPosition(250), 100))).isEqualTo(range(250, 256));
    assertThat(positions(reads.read(new LogPosition(256), 100))).isEqualTo(range(256, 356));
  }

  @Test
  void thoseAtTheSamePlaceGetTheSameRecords() {
    append(600);

    assertThat(reads.read(new LogPosition(10), 5).get(0))
        .isSameAs(reads.read(new LogPosition(8), 9).get(2));
  }

  @Test
  void whatIsStillBeingWrittenIsReadAnew() {
    append(300);
    assertThat(positions(reads.read(new LogPosition(256), 500))).isEqualTo(range(256, 300));

    append(10);

    assertThat(positions(reads.read(new LogPosition(256), 500))).isEqualTo(range(256, 310));
    assertThat(reads.read(new LogPosition(310), 500)).isEmpty();
  }

  @Test
  void whatRetentionHasTakenIsSkippedAsByTheLog() {
    append(1_100);

    assertThat(positions(reads.read(new LogPosition(50), 500)).get(0)).isEqualTo(100);
    assertThat(positions(reads.read(new LogPosition(100), 500)).get(0)).isEqualTo(100);
  }
}
