package org.wellspring.delivery;

import java.util.List;
import org.wellspring.model.LogPosition;
import org.wellspring.model.LogRecord;

/** One thing to deliver, in log order. */
public sealed interface Item {
  /** Behind this item; the bookmark that goes with it. */
  LogPosition position();

  /** How many of them are events: reports of dropped ones are none. */
  static long events(List<Item> items) {
    return items.stream().filter(Matched.class::isInstance).count();
  }

  /** An event that matched. */
  record Matched(LogRecord record) implements Item {
    @Override
    public LogPosition position() {
      return record.position();
    }
  }

  /**
   * Takes the place of events that were lost. DSP0226 §10.9.
   *
   * @param count how many
   * @param position of the last one lost
   */
  record Dropped(long count, LogPosition position) implements Item {}
}
