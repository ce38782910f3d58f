package org.wellspring.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.wellspring.testing.Events;
import org.wellspring.testing.VirtualTime;

final class MemoryEventLogTest implements EventLogContract {
  @Override
  public EventLog open(int events, long octets, Duration age, VirtualTime time) {
    return memory(events, octets, age, time);
  }

  private static MemoryEventLog memory(int events, long octets, Duration age, VirtualTime time) {
    return new MemoryEventLog(new MemoryEventLog.Retention(events, octets, age), time);
  }

  @Test
  void octetsAreThoseOfWhatIsKept() {
    MemoryEventLog log = memory(2, Long.MAX_VALUE, Duration.ofDays(1), new VirtualTime());

    log.append(Events.range(0, 9)).join();

    assertThat(log.octets()).isEqualTo(2L * Events.numbered(8).xml().length());
  }
}
