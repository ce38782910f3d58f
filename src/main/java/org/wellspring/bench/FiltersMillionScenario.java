package org.wellspring.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.wellspring.bench.filters.FilterMix;
import org.wellspring.bench.filters.FilterSet;
import org.wellspring.bench.filters.ShapedFilters;
import org.wellspring.bench.load.HeapGauge;
import org.wellspring.config.SubscriptionConfig;
import org.wellspring.model.Event;
import org.wellspring.server.Filters;

/**
 * A million different filters of ten thousand shapes: what they need, and what an event costs then.
 */
final class FiltersMillionScenario implements Scenario {
  private static final int COUNT = 1_000_000;
  private static final int EVENTS = 1_000;
  private static final double MOST_OCTETS = 2048;

  @Override
  public List<Result> run(Setting setting) throws IOException {
    FilterMix mix = new FilterMix(Filters.of(SubscriptionConfig.DEFAULTS, setting.tick().time()));
    long before = HeapGauge.used();
    long start = setting.tick().nanos();
    FilterSet set = new FilterSet();
    for (int i = 0; i < COUNT; i++) {
      set.add(mix, ShapedFilters.spec(i));
    }
    double perSecond = COUNT * 1e9 / (setting.tick().nanos() - start);
    double octets = (HeapGauge.used() - before) / (double) COUNT;
    List<String> problems = new ArrayList<>();
    double nanos = match(setting, set, problems);
    String note =
        String.format(
            Locale.ROOT,
            "%,d distinct filters of %,d shapes, added at %,.0f a second; an event takes %,.0f ns",
            set.indexSize().filters(),
            ShapedFilters.SHAPES,
            perSecond,
            nanos);
    return List.of(
        new Result(
            "filters-million",
            "octets/filter",
            octets,
            "allowed",
            MOST_OCTETS,
            Reach.atMost(1),
            note,
            problems));
  }

  private static double match(Setting setting, FilterSet set, List<String> problems) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      events.add(ShapedFilters.event(i * (COUNT / EVENTS)));
    }
    double best = Double.MAX_VALUE;
    for (int round = 0; round < setting.rounds() + setting.warmUpSeconds(); round++) {
      long start = setting.tick().nanos();
      for (Event event : events) {
        if (set.match(event) < 1) {
          problems.add("an event did not find its filter");
          return Double.NaN;
        }
      }
      best = Math.min(best, (setting.tick().nanos() - start) / (double) EVENTS);
    }
    return best;
  }
}
