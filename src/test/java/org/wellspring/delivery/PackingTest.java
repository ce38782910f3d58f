package org.wellspring.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wellspring.model.LogPosition;
import org.wellspring.model.LogRecord;
import org.wellspring.testing.Events;
import org.wellspring.testing.PlainRenderer;
import org.wellspring.testing.Terms;

/** When a batch closes, and with what in it. DSP0226 §10.2.9.4. */
final class PackingTest {
  /** One digit each, so all are of one size. Made once, as trees are compared by identity. */
  private static final List<Item.Matched> ITEMS =
      java.util.stream.IntStream.range(0, 10)
          .mapToObj(n -> new Item.Matched(new LogRecord(new LogPosition(n), Events.numbered(n))))
          .toList();

  private static final long OCTETS = item(0).record().event().xml().length();

  private static Item.Matched item(int n) {
    return ITEMS.get(n);
  }

  private static List<Item> items(int count) {
    return List.copyOf(ITEMS.subList(0, count));
  }

  private static Packing packing(
      int maxItems, OptionalLong maxCharacters, OptionalLong maxOctets, Duration maxTime) {
    return new Packing(
        new PlainRenderer(new Terms().subscription("s", 0)),
        new Packing.Bounds(maxItems, maxCharacters, maxOctets, maxTime));
  }

  /** Sent: how many are in the message; 0: it waits for more. 0 as a bound: none. */
  @ParameterizedTest(name = "{0}: {1} queued, count {2}, characters {3}, octets {4}, up {5} → {6}")
  @CsvSource({
    "open while it has room,            2, 3,   0,   0, false, 0",
    "closes at its count,               3, 3,   0,   0, false, 3",
    "takes no more than its count,      5, 3,   0,   0, false, 3",
    "closes when time is up,            2, 3,   0,   0, true,  2",
    "one alone goes when time is up,    1, 3,   0,   0, true,  1",
    "closes at its characters,          5, 9, 3.0,   0, false, 3",
    "an exact fit may still wait,       3, 9, 3.0,   0, false, 0",
    "closes at its octets,              5, 9,   0, 2.5, false, 2",
    "characters before octets,          5, 9, 2.0, 4.0, false, 2",
    "octets before characters,          5, 9, 4.0, 2.0, false, 2",
    "count before either,               5, 1, 4.0, 2.0, false, 1",
    "characters do not hold back one,   2, 9, 0.5,   0, false, 1",
  })
  void batchClosesOnWhicheverComesFirst(
      String rule,
      int queued,
      int count,
      double characters,
      double octets,
      boolean timeIsUp,
      int sent) {
    Packing packing = packing(count, inItems(characters), inItems(octets), Duration.ofSeconds(10));

    Packing.Plan plan = packing.plan(items(queued), timeIsUp);

    if (sent == 0) {
      assertThat(plan).as(rule).isInstanceOf(Packing.Plan.Wait.class);
    } else {
      assertThat(plan).as(rule).isEqualTo(new Packing.Plan.Send(items(queued).subList(0, sent)));
    }
  }

  private static OptionalLong inItems(double items) {
    return items == 0 ? OptionalLong.empty() : OptionalLong.of((long) (items * OCTETS));
  }

  @Test
  void withoutMaxTimeNothingWaits() {
    Packing packing = packing(9, OptionalLong.empty(), OptionalLong.empty(), Duration.ZERO);

    assertThat(packing.plan(items(1), false)).isEqualTo(new Packing.Plan.Send(items(1)));
  }

  @Test
  void anItemBeyondTheEnvelopeIsToldApart() {
    Packing packing = packing(9, OptionalLong.empty(), OptionalLong.of(OCTETS - 1), Duration.ZERO);

    assertThat(packing.plan(items(1), false)).isEqualTo(new Packing.Plan.TooLarge(item(0), OCTETS));
  }

  @Test
  void smallItemsBeforeAnOversizedOneStillGo() {
    Item large =
        new Item.Matched(
            new LogRecord(
                new LogPosition(1), Events.sized(1, Events.NORTH, "x".repeat((int) OCTETS * 2))));
    Packing packing =
        packing(9, OptionalLong.empty(), OptionalLong.of(OCTETS * 2), Duration.ofSeconds(10));

    assertThat(packing.plan(List.of(item(0), large), false))
        .isEqualTo(new Packing.Plan.Send(List.of(item(0))));
    assertThat(packing.plan(List.of(large, item(2)), false))
        .isInstanceOf(Packing.Plan.TooLarge.class);
  }

  @Test
  void theEmptyMessageCountsToo() {
    Packing packing =
        new Packing(
            new PlainRenderer(new Terms().subscription("s", 0), OCTETS),
            new Packing.Bounds(
                9, OptionalLong.empty(), OptionalLong.of(OCTETS * 3), Duration.ZERO));

    assertThat(packing.plan(items(5), false)).isEqualTo(new Packing.Plan.Send(items(2)));
  }
}
