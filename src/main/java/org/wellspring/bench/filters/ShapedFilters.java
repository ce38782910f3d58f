package org.wellspring.bench.filters;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.wellspring.model.Event;
import org.wellspring.model.FilterSpec;
import org.wellspring.model.SelectorSet;

/**
 * Filters that differ in what they ask for, not only in the constants: each shape is a pair of
 * properties, of which there are a hundred each.
 */
public final class ShapedFilters {
  private static final int PROPERTIES = 100;
  public static final int SHAPES = PROPERTIES * PROPERTIES;
  private static final String NS = "urn:wellspring:bench:event";
  private static final String XPATH = "http://www.w3.org/TR/1999/REC-xpath-19991116";
  private static final Map<String, String> PREFIXES = Map.of("b", NS);

  private ShapedFilters() {}

  /** All are different. */
  public static FilterSpec spec(int number) {
    int shape = number % SHAPES;
    int constant = number / SHAPES;
    String text =
        "/b:Event[@p"
            + shape % PROPERTIES
            + " = 'v"
            + constant
            + "-"
            + shape / PROPERTIES
            + "' and b:q"
            + shape / PROPERTIES
            + " > "
            + constant
            + "]";
    return new FilterSpec(XPATH, text, PREFIXES, Optional.empty());
  }

  /** An event that a filter wants, and few others. */
  public static Event event(int number) {
    int shape = number % SHAPES;
    int constant = number / SHAPES;
    StringBuilder xml = new StringBuilder("<b:Event xmlns:b='" + NS + "'");
    for (int i = 0; i < 5; i++) {
      int property = (shape + i * 7) % PROPERTIES;
      xml.append(" p").append(property).append("='v").append(constant).append('-');
      xml.append(shape / PROPERTIES).append('\'');
    }
    xml.append("><b:q").append(shape / PROPERTIES).append('>').append(constant + 0.5);
    xml.append("</b:q").append(shape / PROPERTIES).append("></b:Event>");
    return Event.of(
        FilterMix.RESOURCE,
        SelectorSet.NONE,
        "e" + number,
        FilterMix.RESOURCE + "/Event",
        Instant.EPOCH,
        FilterMix.xml(xml.toString()));
  }
}
