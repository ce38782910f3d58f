package org.wellspring.client;

import java.util.Optional;
import java.util.OptionalInt;
import org.wellspring.model.FilterSpec;

/**
 * How to walk the instances of a resource.
 *
 * @param maxElements per message; empty leaves it to the server, which then sends one at a time
 */
public record EnumerateOptions(
    Shape shape, Transfer transfer, OptionalInt maxElements, Optional<FilterSpec> filter) {
  public static final EnumerateOptions DEFAULTS =
      new EnumerateOptions(Shape.OBJECTS, Transfer.OPTIMIZED, OptionalInt.of(50), Optional.empty());

  /** What each item is. DSP0226 EnumerationMode. */
  public enum Shape {
    OBJECTS(""),
    EPRS("EnumerateEPR"),
    OBJECTS_AND_EPRS("EnumerateObjectAndEPR");

    private final String wireName;

    Shape(String wireName) {
      this.wireName = wireName;
    }

    String wireName() {
      return wireName;
    }
  }

  /** Whether the first items are asked for with the first message. DSP0226 OptimizeEnumeration. */
  public enum Transfer {
    OPTIMIZED,
    PLAIN
  }
}
