package org.wellspring.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.wellspring.bench.filters.FilterMix;
import org.wellspring.bench.filters.FilterSet;
import org.wellspring.bench.filters.JdkXPaths;
import org.wellspring.bench.load.HeapGauge;
import org.wellspring.bench.load.Tick;
import org.wellspring.config.SubscriptionConfig;
import org.wellspring.model.Event;
import org.wellspring.server.Filters;

/**
 * Finding who wants an event among 100,000 distinct filters, ten of which match: beside a hundredth
 * of them, beside asking each, and beside the JDK's XPath over DOM. All on one thread.
 */
final class FiltersScenario implements Scenario {
  private static final int MANY = 100_000;
  private static final int FEW = 1_000;
  private static final int EVENTS = 1_000;
  private static final double MOST_OCTETS = 2048;
  private static final double LEAST_EVENTS = 20_000;
  private static final double LEAST_CHANGES = 20_000;

  /** The same events again and again, parsed already as the server's are. */
  private static final class Events {
    private final List<Event> events = new ArrayList<>();
    private int next;

    /**
     * @param filters the events are about groups of the first so many
     */
    Events(int filters) {
      int groups = filters / FilterMix.GROUP;
      for (int i = 0; i < EVENTS; i++) {
        events.add(FilterMix.event((int) ((long) i * groups / EVENTS)));
      }
    }

    Event next() {
      next = (next + 1) % EVENTS;
      return events.get(next);
    }
  }

  /** Finds the subscribers of one event. */
  @FunctionalInterface
  private interface Matching {
    int match(Event event) throws IOException;
  }

  private final List<String> problems = new ArrayList<>();

  @Override
  public List<Result> run(Setting setting) throws IOException {
    problems.clear();
    FilterMix mix = new FilterMix(Filters.of(SubscriptionConfig.DEFAULTS, setting.tick().time()));
    FilterSet warm = new FilterSet();
    for (int i = 0; i < FEW; i++) {
      warm.add(mix, mix.spec(i));
    }
    List<Result> results = new ArrayList<>();
    double changes = changes(setting, mix);
    long before = HeapGauge.used();
    FilterSet many = filled(mix);
    double octets = (HeapGauge.used() - before) / (double) MANY;
    String note =
        String.format(
            Locale.ROOT,
            "%,d distinct filters in %d dialects, %d of them match; %,d evaluated on every event",
            MANY,
            mix.dialects(),
            FilterMix.GROUP,
            many.indexSize().unindexed());
    results.addAll(matching(setting, warm, many, note));
    results.add(
        result(
            "filters-change",
            "filters/s",
            changes,
            "wanted",
            LEAST_CHANGES,
            Reach.atLeast(1),
            "compile and add, then remove; the slower of the two, growing to 100,000 and back"));
    results.add(
        result(
            "filters-heap",
            "octets/filter",
            octets,
            "allowed",
            MOST_OCTETS,
            Reach.atMost(1),
            "text, compiled filter and index"));
    return results;
  }

  private static FilterSet filled(FilterMix mix) {
    FilterSet set = new FilterSet();
    for (int i = 0; i < MANY; i++) {
      set.add(mix, mix.spec(i));
    }
    return set;
  }

  private List<Result> matching(Setting setting, FilterSet few, FilterSet many, String note)
      throws IOException {
    Events ofMany = new Events(MANY);
    Events ofFew = new Events(FEW);
    JdkXPaths jdk = new JdkXPaths(FEW);
    Side index = span -> rate(setting.tick(), span, ofMany, many::match, FilterMix.GROUP);
    Side small = span -> rate(setting.tick(), span, ofFew, few::match, FilterMix.GROUP);
    Side naive = span -> rate(setting.tick(), span, ofMany, many::ask, FilterMix.GROUP);
    Side peer = span -> rate(setting.tick(), span, ofFew, jdk::match, -1);
    double unused = setting.warmUp(index) + setting.warmUp(small) + setting.warmUp(peer);
    Pair growth = setting.measure(index, small);
    Pair gain = setting.measure(index, naive);
    Pair beside = setting.measure(index, peer);
    double scale = MANY / (double) FEW;
    return List.of(
        result(
            "filters",
            "ns/event",
            1e9 / growth.figure(),
            "1,000 filters",
            1e9 / growth.limit(),
            Reach.atMost(3),
            note),
        result(
            "filters-index",
            "events/s",
            gain.figure(),
            "asking each",
            gain.limit(),
            Reach.atLeast(300, LEAST_EVENTS),
            note),
        result(
            "filters-jdk",
            "events/s",
            beside.figure(),
            "JDK XPath on DOM",
            beside.limit() / scale,
            Reach.atLeast(300, LEAST_EVENTS),
            "the JDK with 1,000 XPath filters on a DOM per event, divided by a hundred"));
  }

  private Result result(
      String name,
      String unit,
      double figure,
      String limitName,
      double limit,
      Reach reach,
      String note) {
    return new Result(name, unit, figure, limitName, limit, reach, note, problems);
  }

  /**
   * Events matched in a second.
   *
   * @param wanted how many subscribers each must have; below 0: one at least
   */
  private double rate(Tick tick, Duration span, Events events, Matching matching, int wanted)
      throws IOException {
    long start = tick.nanos();
    long end = start + span.toNanos();
    long done = 0;
    long now = start;
    while (now < end || done == 0) {
      int found = matching.match(events.next());
      if (wanted < 0 ? found < 1 : found != wanted) {
        problems.add(found + " filters matched an event, " + wanted + " should");
        return Double.NaN;
      }
      done++;
      now = tick.nanos();
    }
    return done * 1e9 / (now - start);
  }

  /** The slower of adding and removing, the best of the rounds. */
  private double changes(Setting setting, FilterMix mix) {
    double best = 0;
    for (int round = 0; round < setting.rounds(); round++) {
      long start = setting.tick().nanos();
      FilterSet set = filled(mix);
      long filled = setting.tick().nanos();
      while (set.size() > 0) {
        set.removeLast();
      }
      long emptied = setting.tick().nanos();
      if (set.indexSize().filters() != 0) {
        problems.add(set.indexSize().filters() + " filters are left after removing all");
      }
      best = Math.max(best, MANY * 1e9 / Math.max(filled - start, emptied - filled));
    }
    return best;
  }
}
