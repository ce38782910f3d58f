package org.wellspring.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.wellspring.testing.Events;

final class EventTest {
  private static Event stored(Event event, Bytes xml) {
    return Event.stored(
        event.source(), event.selectors(), event.id(), event.action(), event.time(), xml);
  }

  @Test
  void anEventThatWasKeptIsEqualToTheOneThatWasMade() {
    Event made = Events.sized(3, Events.SOUTH, "ümläut <&> 𝄞");

    Event kept = stored(made, made.xml());

    assertThat(kept).isEqualTo(made).hasSameHashCodeAs(made);
    assertThat(kept.body().toString()).isEqualTo(made.body().toString());
    assertThat(kept).isNotEqualTo(Events.sized(3, Events.SOUTH, "another text"));
  }

  @Test
  void theBodyIsParsedOnceAndOnlyWhenAskedFor() {
    Event made = Events.numbered(3);

    Event kept = stored(made, made.xml());
    Event broken = stored(made, Bytes.utf8("<not XML"));

    assertThat(kept.body()).isSameAs(kept.body());
    assertThat(broken.xml().utf8()).isEqualTo("<not XML");
    assertThatThrownBy(broken::body)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("event-3");
  }

  /** The limits of the door are not those of the store. */
  @Test
  void aBodyOfAnySizeIsReadBack() {
    Event made = Events.sized(3, Events.NORTH, "x".repeat(5_000_000));

    assertThat(stored(made, made.xml()).body().text()).hasSize(5_000_000);
  }
}
