package org.wellspring.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wellspring.filter.query.Indications.ALERT;
import static org.wellspring.filter.query.Indications.CLASSES;
import static org.wellspring.filter.query.Indications.MODIFICATION;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.wellspring.filter.cql.CqlDialect;
import org.wellspring.filter.criteria.CriteriaDialect;
import org.wellspring.filter.querylist.QueryListDialect;
import org.wellspring.filter.text.TextLimits;
import org.wellspring.filter.wql.WqlDialect;
import org.wellspring.model.FilterSpec;
import org.wellspring.xml.XmlElement;

/**
 * Texts that are nearly right, by the thousand: a parser throws {@link FilterProblem} and nothing
 * else, says where, and what it accepts can be evaluated on any event. Seeds are fixed, but for one
 * that is fresh and is shown when it fails.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ParserFuzzTest {
  private static final int TEXTS_PER_SEED = 2_000;
  private static final TextLimits LIMITS = new TextLimits(400, 20);

  /** A dialect, texts of it, and what its texts are made of. */
  record Language(FilterDialect dialect, List<String> texts, List<String> words) {
    @Override
    public String toString() {
      return dialect.getClass().getSimpleName();
    }
  }

  private static final List<String> SIGNS =
      List.of(
          "(",
          ")",
          "[",
          "]",
          "'",
          "\"",
          "\\",
          ",",
          ".",
          "=",
          "<",
          ">",
          "<>",
          "!=",
          "*",
          "%",
          "_",
          "|",
          "+",
          "-",
          "0",
          "17",
          "0x1F",
          "1e9",
          "::",
          "#",
          "\u0000",
          "é",
          "\uD83D\uDE00",
          "\uD83D",
          "\n",
          " ");

  private static final Language CQL =
      new Language(
          new CqlDialect(LIMITS, CLASSES),
          List.of(
              "SELECT * FROM CIM_AlertIndication WHERE OwningEntity = 'DMTF' AND MessageID LIKE 'SVPC0123|SVPC0124'",
              "SELECT MessageID, a.Levels FROM CIM_AlertIndication AS a WHERE NOT (Levels[1] > 0x5 OR a.Trending IS NOT NULL)",
              "SELECT SourceInstance.Name FROM CIM_InstModification WHERE SourceInstance ISA CIM_Process AND"
                  + " SourceInstance.CIM_Process::State <> PreviousInstance.State",
              "SELECT * FROM x WHERE ANY Levels[*] = 101b AND EVERY b LIKE '(a|b[^c-d])*\\.x?' AND Suppressed"),
          List.of(
              "SELECT",
              "FROM",
              "WHERE",
              "AND",
              "OR",
              "NOT",
              "IS",
              "NULL",
              "LIKE",
              "ISA",
              "ANY",
              "EVERY",
              "TRUE",
              "Levels",
              "MessageID",
              "CIM_AlertIndication"));

  private static final Language WQL =
      new Language(
          new WqlDialect(LIMITS, CLASSES),
          List.of(
              "SELECT * FROM CIM_AlertIndication WITHIN 10 WHERE PerceivedSeverity >= 4 AND Description LIKE \"%foun[s-u]ain%\"",
              "SELECT Name FROM CIM_InstModification WHERE SourceInstance ISA \"CIM_Process\" OR NOT __CLASS = 'x'",
              "SELECT a, b FROM x WHERE (a IS NOT NULL OR b IS TRUE) AND c <> -1.5 AND d < e"),
          List.of(
              "SELECT",
              "FROM",
              "WHERE",
              "WITHIN",
              "AND",
              "OR",
              "NOT",
              "IS",
              "NULL",
              "LIKE",
              "ISA",
              "TRUE",
              "Levels",
              "MessageID",
              "CIM_AlertIndication"));

  private static final Language CRITERIA =
      new Language(
          new CriteriaDialect(LIMITS),
          List.of(
              "severity EQUALS \"MAJOR\" AND msg CONTAINS \"perform\"",
              "NOT (CLASS EQUALS \"x\" OR ii_num GREATER_THAN 10) AND l LIST_CONTAINS \"ben\"",
              "a ENDS_WITH_IGNORE_CASE \"\\\"\" OR b NOT_EQUALS \"c\""),
          List.of(
              "AND",
              "OR",
              "NOT",
              "EQUALS",
              "CONTAINS",
              "SMALLER_THAN",
              "LIST_CONTAINS",
              "Levels",
              "CLASS"));

  private static final Language QUERY_LIST =
      new Language(
          new QueryListDialect(LIMITS, 1_000, () -> Instant.EPOCH),
          List.of(
              "*[System[(EventID=4624 or EventID=4625) and TimeCreated[timediff(@SystemTime) <= 3600000]]]",
              "Event/EventData/Data[@Name='Port' and text()='4'][position()=1]",
              "*[Levels[2] > 3 and band(Big, 0x1) and * = 'x']"),
          List.of(
              "and",
              "or",
              "text()",
              "position()",
              "timediff(",
              "band(",
              "@",
              "/",
              "System",
              "Levels"));

  static Stream<Arguments> seeds() {
    long fresh = new Random().nextLong();
    return Stream.of(CQL, WQL, CRITERIA, QUERY_LIST)
        .flatMap(
            language ->
                LongStream.concat(LongStream.range(0, 5), LongStream.of(fresh))
                    .mapToObj(seed -> Arguments.of(language, seed)));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void nearlyRightTextsAreRefusedWithAPlaceOrCanBeEvaluated(Language language, long seed) {
    Random random = new Random(seed);
    int accepted = 0;
    for (int n = 0; n < TEXTS_PER_SEED; n++) {
      String text = mutated(language, random);
      try {
        Filter filter = compile(language.dialect, text);
        accepted++;
        assertThat(filter.test(ALERT)).as(text).isNotNull();
        assertThat(filter.test(MODIFICATION)).as(text).isNotNull();
        filter.projection().ifPresent(projection -> projection.apply(ALERT));
      } catch (FilterProblem problem) {
        assertThat(problem.getMessage())
            .as(text)
            .matches("(?s).*(line \\d+, column \\d+: |the filter holds no |has \\d+ characters).*");
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError(language + " seed " + seed + " text " + n + ": " + text, e);
      }
    }
    assertThat(accepted)
        .as("some survive, or the mutations are too wild")
        .isBetween(1, TEXTS_PER_SEED - 1);
  }

  private static Filter compile(FilterDialect dialect, String text) throws FilterProblem {
    return dialect instanceof QueryListDialect
        ? dialect.compile(
            new FilterSpec(QueryListDialect.URI, "", Map.of(), Optional.of(list(text))), Map.of())
        : dialect.compile(
            new FilterSpec(dialect.uris().iterator().next(), text, Map.of(), Optional.empty()),
            Map.of());
  }

  private static XmlElement list(String select) {
    return XmlElement.builder("", "Filter", "")
        .add(
            XmlElement.builder("", "QueryList", "")
                .add(XmlElement.builder("", "Query", "").child("", "Select", "", select).build())
                .build())
        .build();
  }

  private static String mutated(Language language, Random random) {
    List<String> parts = new ArrayList<>();
    String text = language.texts.get(random.nextInt(language.texts.size()));
    for (String part : text.split("(?<=\\W)|(?=\\W)")) {
      parts.add(part);
    }
    for (int changes = random.nextInt(4); changes >= 0; changes--) {
      change(parts, language, random);
    }
    return String.join("", parts);
  }

  private static void change(List<String> parts, Language language, Random random) {
    int at = random.nextInt(parts.size());
    switch (random.nextInt(8)) {
      case 0 -> parts.remove(at);
      case 1 -> parts.add(at, parts.get(random.nextInt(parts.size())));
      case 2 -> parts.set(at, word(language, random));
      case 3 -> parts.add(at, word(language, random));
      case 4 -> parts.set(at, SIGNS.get(random.nextInt(SIGNS.size())));
      case 5 ->
          parts.add(at, SIGNS.get(random.nextInt(SIGNS.size())).repeat(1 + random.nextInt(30)));
      case 6 -> parts.subList(at, parts.size()).clear();
      default -> parts.set(at, parts.get(at).toLowerCase(java.util.Locale.ROOT));
    }
    if (parts.isEmpty()) {
      parts.add(" ");
    }
  }

  private static String word(Language language, Random random) {
    return " " + language.words.get(random.nextInt(language.words.size())) + " ";
  }
}
