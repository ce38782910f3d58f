package org.wellspring.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wellspring.xml.XmlElement;

final class FilterSpecTest {
  private static FilterSpec xpath(String text, Map<String, String> namespaces) {
    return new FilterSpec("urn:xpath", text, namespaces, Optional.empty());
  }

  private static FilterSpec selector(String value) {
    XmlElement element =
        XmlElement.builder("urn:f", "Filter", "f").child("urn:f", "Selector", "f", value).build();
    return new FilterSpec("urn:selector", "", Map.of(), Optional.of(element));
  }

  @Test
  void filtersThatSayTheSameAreEqualWhateverElseTheirEnvelopesDeclare() {
    assertThat(xpath("/p:A", Map.of("p", "urn:p", "s", "urn:soap")))
        .isEqualTo(xpath(" /p:A ", Map.of("p", "urn:p")))
        .hasSameHashCodeAs(xpath("/p:A", Map.of("p", "urn:p", "q", "urn:q")))
        .isNotEqualTo(xpath("/p:A", Map.of("p", "urn:other")))
        .isNotEqualTo(xpath("/p:B", Map.of("p", "urn:p")));
  }

  @Test
  void filtersWithElementContentAreComparedByWhatTheyHold() {
    assertThat(selector("3")).isEqualTo(selector("3")).hasSameHashCodeAs(selector("3"));
    assertThat(selector("3")).isNotEqualTo(selector("4"));
  }
}
