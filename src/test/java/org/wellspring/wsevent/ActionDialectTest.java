package org.wellspring.wsevent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wellspring.filter.FilterProblem;
import org.wellspring.filter.Verdict;
import org.wellspring.model.Event;
import org.wellspring.model.FilterSpec;
import org.wellspring.model.ResourceUri;
import org.wellspring.model.SelectorSet;
import org.wellspring.testing.Events;

final class ActionDialectTest {
  private final ActionDialect dialect = new ActionDialect();

  private Verdict test(String filter, String action) throws FilterProblem {
    Event event =
        Event.of(
            new ResourceUri("urn:r"),
            SelectorSet.NONE,
            "1",
            action,
            Instant.EPOCH,
            Events.xml("<x/>"));
    return dialect
        .compile(new FilterSpec(ActionDialect.URI, filter, Map.of(), Optional.empty()), Map.of())
        .test(event);
  }

  /** Segments are compared, not letters. DPWS 1.1 §6.1.1. */
  @ParameterizedTest
  @CsvSource({
    "http://a.b/c, http://a.b/c, YES",
    "http://a.b/c, http://a.b/c/d, YES",
    "http://a.b/c/, http://a.b/c/d, YES",
    "http://a.b/c, http://a.b/cd, NO",
    "http://a.b/c/d, http://a.b/c, NO",
    "urn:x http://a.b/c, http://a.b/c, YES",
  })
  void anActionPassesWhenItIsListedOrLiesBelowOne(String filter, String action, Verdict verdict)
      throws FilterProblem {
    assertThat(test(filter, action)).isEqualTo(verdict);
  }

  @Test
  void aListOfNothingOrOfTooMuchIsRefused() {
    assertThatExceptionOfType(FilterProblem.class).isThrownBy(() -> test(" ", "urn:x"));
    assertThatExceptionOfType(FilterProblem.class)
        .isThrownBy(() -> test("urn:x ".repeat(257), "urn:x"))
        .withMessageContaining("257 actions; 256");
  }
}
