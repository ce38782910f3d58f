package org.wellspring.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.wellspring.delivery.InFlight.Room;
import org.wellspring.metrics.Meters;

final class InFlightTest {
  private static final Runnable NEVER =
      () -> {
        throw new AssertionError("there was room at once");
      };

  private final Meters meters = new Meters();
  private final InFlight inFlight = new InFlight(400, meters);
  private final List<String> admitted = new ArrayList<>();

  private Runnable admit(String name) {
    return () -> admitted.add(name);
  }

  @Test
  void whatFitsGoesAtOnce() {
    assertThat(inFlight.take(Room.HEALTHY, 100, NEVER)).isTrue();
    assertThat(inFlight.take(Room.HEALTHY, 200, NEVER)).isTrue();

    assertThat(inFlight.octets()).isEqualTo(300);
  }

  @Test
  void whatDoesNotFitGoesInItsTurnWhenThereIsRoom() {
    inFlight.take(Room.HEALTHY, 200, NEVER);
    assertThat(inFlight.take(Room.HEALTHY, 150, admit("large"))).isFalse();
    assertThat(inFlight.take(Room.HEALTHY, 10, admit("small"))).as("it fits, but waits").isFalse();
    assertThat(admitted).isEmpty();

    inFlight.giveBack(Room.HEALTHY, 200);

    assertThat(admitted).containsExactly("large", "small");
    assertThat(inFlight.octets()).isEqualTo(160);
    assertThat(meters.scrape()).contains("wellspring_delivery_held_total 2.0");
  }

  @Test
  void aMessageThatIsLargerThanAllRoomGoesAlone() {
    inFlight.take(Room.HEALTHY, 1, NEVER);
    assertThat(inFlight.take(Room.HEALTHY, 9_000, admit("huge"))).isFalse();

    inFlight.giveBack(Room.HEALTHY, 1);

    assertThat(admitted).containsExactly("huge");
    assertThat(inFlight.take(Room.HEALTHY, 1, admit("next"))).isFalse();
  }

  @Test
  void sinksThatFailCannotUseUpTheRoomOfTheOthers() {
    assertThat(inFlight.take(Room.FAILING, 100, NEVER)).isTrue();
    assertThat(inFlight.take(Room.FAILING, 1, admit("failing"))).isFalse();

    assertThat(inFlight.take(Room.HEALTHY, 300, NEVER)).isTrue();
  }

  @Test
  void roomIsNeitherLostNorExceededWhateverTheOrder() {
    Random random = new Random(11);
    List<Integer> held = new ArrayList<>();
    int waiting = 0;
    int[] came = {0};
    for (int i = 0; i < 20_000; i++) {
      if (held.isEmpty() || random.nextInt(3) > 0) {
        int octets = 1 + random.nextInt(300);
        Runnable later =
            () -> {
              held.add(octets);
              came[0]++;
            };
        if (inFlight.take(Room.HEALTHY, octets, later)) {
          held.add(octets);
        } else {
          waiting++;
        }
      } else {
        inFlight.giveBack(Room.HEALTHY, held.remove(random.nextInt(held.size())));
      }
      long sum = held.stream().mapToLong(Integer::longValue).sum();
      assertThat(inFlight.octets()).isEqualTo(sum).isLessThanOrEqualTo(300);
    }
    while (!held.isEmpty()) {
      inFlight.giveBack(Room.HEALTHY, held.remove(0));
    }
    assertThat(came[0]).as("all that waited came").isEqualTo(waiting);
    assertThat(inFlight.octets()).isZero();
  }
}
