package org.wellspring.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.BiConsumer;

/** What holds after every step of a simulation, whatever happened. */
final class Invariants {
  /** A rule about one subscriber. */
  record Rule(String name, BiConsumer<World, Track> check) {}

  static final List<Rule> ALL =
      List.of(
          new Rule("in log order, nothing twice", Invariants::inOrder),
          new Rule("nothing left out", Invariants::nothingLeftOut),
          new Rule("only what was asked for", Invariants::onlyWhatWasAskedFor),
          new Rule("reported as dropped only when gone", Invariants::droppedOnlyWhenGone),
          new Rule("at most one message in flight", Invariants::oneInFlight),
          new Rule("nothing after the end", Invariants::nothingAfterTheEnd));

  private Invariants() {}

  static void check(World world) {
    for (Track track : world.tracks()) {
      if (track.isQuiet()) {
        continue;
      }
      ALL.forEach(rule -> rule.check.accept(world, track));
      track.settle(world.time.wallClock());
    }
    assertThat(world.problems()).isEmpty();
    leasesEnd(world);
    assertThat(world.time.armedBesides("checkpoint", "cursors"))
        .as("timers are let go")
        .isLessThanOrEqualTo(5 * world.live().size());
  }

  /** While the store takes records, nobody lives beyond his lease. */
  private static void leasesEnd(World world) {
    if (world.storeIsGood()) {
      assertThat(world.live())
          .as("leases are over when they are")
          .noneMatch(s -> s.lease().isOver(world.time.wallClock()));
    }
  }

  private static void inOrder(World world, Track track) {
    long covered = track.covered;
    for (Track.Seen seen : track.fresh) {
      assertThat(seen.from()).as("%s: %s in order", track.id, seen).isGreaterThanOrEqualTo(covered);
      covered = seen.to() + 1;
    }
  }

  private static void nothingLeftOut(World world, Track track) {
    long covered = track.covered;
    for (Track.Seen seen : track.fresh) {
      assertThat(track.firstWanted(covered, seen.from()))
          .as("%s: left out before %s", track.id, seen)
          .isEqualTo(-1);
      covered = seen.to() + 1;
    }
  }

  private static void onlyWhatWasAskedFor(World world, Track track) {
    for (Track.Seen seen : track.fresh) {
      assertThat(seen.dropped() || track.wants(seen.from()))
          .as("%s: %s is wanted", track.id, seen)
          .isTrue();
    }
  }

  private static void droppedOnlyWhenGone(World world, Track track) {
    for (Track.Seen seen : track.fresh) {
      if (seen.dropped()) {
        assertThat(seen.to())
            .as("%s: %s is gone", track.id, seen)
            .isLessThan(world.log.tail().value());
      }
    }
  }

  private static void oneInFlight(World world, Track track) {
    assertThat(track.inFlight).as("%s: in flight", track.id).isBetween(0, 1);
  }

  private static void nothingAfterTheEnd(World world, Track track) {
    assertThat(track.afterEnd).as("%s: after the end", track.id).isEmpty();
  }

  /** Once all sinks work again and time has passed: everything kept has arrived. */
  static void checkDrained(World world) {
    for (Track track : world.tracks()) {
      if (!track.ended && !track.collects) {
        assertThat(track.firstWanted(track.covered, world.log.head().value()))
            .as("%s: never arrived", track.id)
            .isEqualTo(-1);
      }
    }
  }
}
