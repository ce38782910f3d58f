package org.wellspring.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.wellspring.filter.cql.CqlDialect;
import org.wellspring.filter.criteria.CriteriaDialect;
import org.wellspring.filter.index.PredicateIndex;
import org.wellspring.filter.predicate.EventView;
import org.wellspring.filter.query.Indications;
import org.wellspring.filter.querylist.QueryListDialect;
import org.wellspring.filter.text.TextLimits;
import org.wellspring.filter.wql.WqlDialect;
import org.wellspring.model.FilterSpec;
import org.wellspring.xml.XmlElement;

/**
 * The index and asking every filter agree, for filters in each textual dialect: 250,000 pairs of
 * filter and event per seed.
 */
final class DialectsOnTheIndexTest {
  private static final int FILTERS = 500;
  private static final int EVENTS = 500;
  private static final TextLimits LIMITS = TextLimits.ofLength(4096);

  /** A dialect, and how its filters are made up. */
  record Language(FilterDialect dialect, Function<RandomTexts, FilterSpec> filters) {
    @Override
    public String toString() {
      return dialect.getClass().getSimpleName();
    }
  }

  private static final List<Language> LANGUAGES =
      List.of(
          new Language(
              new CqlDialect(LIMITS, Indications.CLASSES),
              texts -> text(CqlDialect.URI, texts.cql())),
          new Language(
              new WqlDialect(LIMITS, Indications.CLASSES),
              texts -> text(WqlDialect.URI, texts.wql())),
          new Language(
              new CriteriaDialect(LIMITS), texts -> text(CriteriaDialect.URI, texts.criteria())),
          new Language(
              new QueryListDialect(LIMITS, 1_000, () -> Instant.EPOCH),
              DialectsOnTheIndexTest::queryList));

  private static FilterSpec text(String dialect, String text) {
    return new FilterSpec(dialect, text, Map.of(), Optional.empty());
  }

  private static FilterSpec queryList(RandomTexts texts) {
    XmlElement query =
        XmlElement.builder("", "Query", "")
            .child("", "Select", "", texts.selection())
            .child("", "Suppress", "", texts.selection())
            .build();
    XmlElement list = XmlElement.builder("", "QueryList", "").add(query).build();
    return new FilterSpec(
        QueryListDialect.URI,
        "",
        Map.of(),
        Optional.of(XmlElement.builder("", "Filter", "").add(list).build()));
  }

  static Stream<Arguments> seeds() {
    long fresh = new Random().nextLong();
    return LANGUAGES.stream()
        .flatMap(
            language ->
                LongStream.concat(LongStream.range(0, 4), LongStream.of(fresh))
                    .mapToObj(seed -> Arguments.of(language, seed)));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theIndexFindsWhomAskingEverybodyFinds(Language language, long seed) throws FilterProblem {
    RandomTexts texts = new RandomTexts(seed);
    PredicateIndex<Integer> index = new PredicateIndex<>();
    List<Filter> filters = new ArrayList<>();
    List<FilterSpec> specs = new ArrayList<>();
    for (int i = 0; i < FILTERS; i++) {
      FilterSpec spec = language.filters.apply(texts);
      Filter filter = language.dialect.compile(spec, Map.of());
      specs.add(spec);
      filters.add(filter);
      index.add(filter.predicate(), i);
    }

    int matches = 0;
    for (int n = 0; n < EVENTS; n++) {
      XmlElement event = texts.event();
      Set<String> found = found(index, event);
      matches += found.size();
      if (!found.equals(asked(filters, event))) {
        assertThat(found).as("%s of %s", event, specs).isEqualTo(asked(filters, event));
      }
    }
    assertThat(matches).as("or it would prove nothing").isGreaterThan(EVENTS);
  }

  private static Set<String> asked(List<Filter> filters, XmlElement event) {
    Set<String> asked = new HashSet<>();
    EventView view = EventView.of(event);
    for (int i = 0; i < filters.size(); i++) {
      switch (filters.get(i).test(view)) {
        case YES -> asked.add("yes " + i);
        case BROKEN -> asked.add("broken " + i);
        case NO -> {
          // not wanted
        }
      }
    }
    return asked;
  }

  private static Set<String> found(PredicateIndex<Integer> index, XmlElement event) {
    Set<String> found = new HashSet<>();
    index.match(
        EventView.of(event),
        new PredicateIndex.Found<>() {
          @Override
          public void matches(Integer owner) {
            found.add("yes " + owner);
          }

          @Override
          public void broken(Integer owner, String why) {
            found.add("broken " + owner);
          }
        });
    return found;
  }
}
