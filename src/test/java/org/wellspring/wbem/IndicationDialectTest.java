package org.wellspring.wbem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wellspring.cim.ClassRepository;
import org.wellspring.filter.Filter;
import org.wellspring.filter.FilterIndex;
import org.wellspring.filter.FilterProblem;
import org.wellspring.filter.Verdict;
import org.wellspring.filter.cql.CqlDialect;
import org.wellspring.filter.text.TextLimits;
import org.wellspring.model.Event;
import org.wellspring.model.ResourceUri;
import org.wellspring.model.SelectorSet;
import org.wellspring.wbem.IndicationTerms.IndicationFilter;
import org.wellspring.xml.XmlElement;

final class IndicationDialectTest {
  private static final ResourceUri DECLARED = new ResourceUri("urn:declared");
  private static final IndicationDialect DIALECT =
      new IndicationDialect(
          List.of(
              new IndicationDialect.Language(
                  List.of("DMTF:CQL"),
                  CqlDialect.URI,
                  new CqlDialect(TextLimits.ofLength(1000), ClassRepository.standard()))),
          Map.of(DECLARED, "root/cimv2"));

  private static IndicationFilter wanted(String... namespaces) {
    return new IndicationFilter(
        "f", "SELECT * FROM CIM_Indication", "dmtf:cql", List.of(namespaces));
  }

  private static Event event(ResourceUri source, SelectorSet selectors, String className) {
    return Event.of(
        source,
        selectors,
        "1",
        "urn:action",
        Instant.EPOCH,
        XmlElement.builder("", className, "").build());
  }

  private static boolean chooses(IndicationFilter wanted, Event event) throws FilterProblem {
    Filter filter = DIALECT.compile(wanted.toSpec(), Map.of());
    FilterIndex<String> index = new FilterIndex<>();
    index.add(
        ResourceUri.ALL,
        SelectorSet.NONE,
        java.util.Optional.of(wanted.toSpec()),
        filter,
        "subscriber");
    List<String> found = new ArrayList<>();
    index.match(event, found::add, broken -> {});
    boolean alone = filter.test(event) == Verdict.YES;
    assertThat(!found.isEmpty()).as("the index says the same").isEqualTo(alone);
    return alone;
  }

  @Test
  void theClassIsFoundWithItsSubclassesWhereverItComesFrom() throws FilterProblem {
    ResourceUri open = new ResourceUri("urn:open");

    assertThat(chooses(wanted(), event(open, SelectorSet.NONE, "CIM_AlertIndication"))).isTrue();
    assertThat(chooses(wanted(), event(open, SelectorSet.NONE, "ACME_Jam"))).isFalse();
  }

  @Test
  void theNamespaceIsTheEventsElseItsResourcesElseAny() throws FilterProblem {
    Event declared = event(DECLARED, SelectorSet.NONE, "CIM_AlertIndication");
    Event open = event(new ResourceUri("urn:open"), SelectorSet.NONE, "CIM_AlertIndication");
    Event named =
        event(DECLARED, SelectorSet.of("__cimnamespace", "root/other"), "CIM_AlertIndication");

    assertThat(chooses(wanted("Root/CIMv2"), declared)).isTrue();
    assertThat(chooses(wanted("root/other"), declared)).isFalse();
    assertThat(chooses(wanted("root/other"), open)).isTrue();
    assertThat(chooses(wanted("root/other"), named)).isTrue();
    assertThat(chooses(wanted("root/cimv2"), named)).isFalse();
  }

  @Test
  void filtersOfSeveralNamespacesDoNotDisturbEachOther() throws FilterProblem {
    FilterIndex<String> index = new FilterIndex<>();
    for (String namespace : List.of("root/cimv2", "root/other")) {
      IndicationFilter wanted = wanted(namespace);
      index.add(
          ResourceUri.ALL,
          SelectorSet.NONE,
          java.util.Optional.of(wanted.toSpec()),
          DIALECT.compile(wanted.toSpec(), Map.of()),
          namespace);
    }
    List<String> found = new ArrayList<>();

    index.match(event(DECLARED, SelectorSet.NONE, "CIM_AlertIndication"), found::add, broken -> {});

    assertThat(found).containsExactly("root/cimv2");
  }

  @Test
  void anUnknownLanguageAndABadQueryAreRefused() {
    assertThatThrownBy(
            () ->
                DIALECT.compile(
                    new IndicationFilter("f", "x", "SQL", List.of()).toSpec(), Map.of()))
        .isInstanceOf(FilterProblem.class)
        .hasMessageContaining("DMTF:CQL");
    assertThatThrownBy(
            () ->
                DIALECT.compile(
                    new IndicationFilter("f", "SELECT", "DMTF:CQL", List.of()).toSpec(), Map.of()))
        .isInstanceOf(FilterProblem.class);
  }
}
