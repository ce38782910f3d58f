package org.wellspring.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.wellspring.filter.Projection;
import org.wellspring.model.LogPosition;
import org.wellspring.model.LogRecord;
import org.wellspring.testing.Events;

final class ExcerptsTest {
  private final Excerpts excerpts = new Excerpts();
  private final AtomicInteger cuts = new AtomicInteger();
  private final Projection projection =
      root -> {
        cuts.incrementAndGet();
        return root.toBuilder().clearAttributes().build();
      };

  private static LogRecord record(int n) {
    return new LogRecord(new LogPosition(n), Events.numbered(n));
  }

  @Test
  void thePartStandsAtTheSamePlaceAndIsTheSameEvent() {
    LogRecord whole = record(7);

    LogRecord part = excerpts.of(whole, projection);

    assertThat(part.position()).isEqualTo(whole.position());
    assertThat(part.event().id()).isEqualTo("event-7");
    assertThat(part.event().action()).isEqualTo(whole.event().action());
    assertThat(part.event().xml().utf8()).contains("Usage").doesNotContain("n=");
    assertThat(whole.event().xml().utf8()).contains("n=\"7\"");
  }

  @Test
  void anEventIsCutOnceForAllSessionsWithTheSameProjection() {
    LogRecord part = excerpts.of(record(1), projection);

    assertThat(excerpts.of(record(1), projection)).isSameAs(part);
    assertThat(cuts).hasValue(1);
    assertThat(excerpts.of(record(2), projection).event().id()).isEqualTo("event-2");
    assertThat(cuts).hasValue(2);
  }
}
