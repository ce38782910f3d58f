package org.wellspring.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether everything that was acknowledged reached everyone, in order. The order of the log is
 * taken from a subscriber that wants all: what came first, came first for all others too.
 */
final class DeliveredCheck {
  private final List<Integer> order;

  /**
   * @param cameToOne what came to a subscriber that wants all, repeats and all
   */
  DeliveredCheck(List<Integer> cameToOne) {
    this.order = new ArrayList<>(new LinkedHashSet<>(cameToOne));
  }

  /**
   * Events that are in the log; a batch is there as a whole or not at all, and as one run.
   *
   * @return how many were acknowledged
   */
  int acknowledgedAreThere(List<Publisher.Batch> batches) {
    Map<Integer, Integer> places = new HashMap<>();
    for (int place = 0; place < order.size(); place++) {
      places.put(order.get(place), place);
    }
    int acknowledged = 0;
    int before = -1;
    for (Publisher.Batch batch : batches) {
      Integer first = places.get(batch.first());
      if (batch.acknowledged()) {
        assertThat(first).as("acknowledged %s has arrived", batch).isNotNull();
        acknowledged += batch.count();
      }
      if (first != null) {
        assertThat(first).as("%s comes after those before", batch).isGreaterThan(before);
        before = first + batch.count() - 1;
      }
      for (int n = 0; n < batch.count(); n++) {
        assertThat(places.get(batch.first() + n))
            .as("%s: event %s", batch, n)
            .isEqualTo(first == null ? null : Integer.valueOf(first + n));
      }
    }
    return acknowledged;
  }

  /**
   * All that is wanted came, in order; what came again is a run of what came before.
   *
   * @param runs how many such runs there may be: one for each time that the server was killed
   * @return events that came again
   */
  int inOrder(String who, Wanted wanted, List<Integer> came, int runs) {
    List<Integer> expected = order.stream().filter(wanted.test()::test).toList();
    assertThat(new ArrayList<>(new LinkedHashSet<>(came)))
        .as("%s: first arrivals", who)
        .isEqualTo(expected);
    Map<Integer, Integer> places = new HashMap<>();
    expected.forEach(volume -> places.put(volume, places.size()));
    int begun = 0;
    int before = -1;
    for (int volume : came) {
      int place = places.get(volume);
      if (place != before + 1) {
        assertThat(place).as("%s: %s again", who, volume).isLessThanOrEqualTo(before);
        begun++;
      }
      before = place;
    }
    assertThat(begun).as("%s: runs that came again", who).isLessThanOrEqualTo(runs);
    return came.size() - expected.size();
  }

  /** Nothing came that nobody published. */
  void onlyPublished(List<Publisher.Batch> batches) {
    Set<Integer> published = new HashSet<>();
    batches.forEach(
        batch -> {
          for (int volume = batch.first(); volume <= batch.last(); volume++) {
            published.add(volume);
          }
        });
    assertThat(published).containsAll(order);
  }

  int events() {
    return order.size();
  }
}
