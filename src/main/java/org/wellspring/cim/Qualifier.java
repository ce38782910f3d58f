package org.wellspring.cim;

import java.util.List;
import java.util.Optional;

/**
 * A qualifier of a class or property.
 *
 * @param value an array for those that are lists, such as {@code ValueMap}
 */
public record Qualifier(String name, CimType type, CimValue value) {
  /** Whether it holds for subclasses as well. DSP0004 §5.6.3: the flavor of its declaration. */
  public boolean reachesSubclasses() {
    return !name.equalsIgnoreCase("Abstract")
        && !name.equalsIgnoreCase("Version")
        && !name.equalsIgnoreCase("Deprecated");
  }

  static Optional<Qualifier> find(List<Qualifier> among, String name) {
    return among.stream().filter(one -> one.name().equalsIgnoreCase(name)).findFirst();
  }

  /** Whether a boolean qualifier is there and true. */
  static boolean isTrue(List<Qualifier> among, String name) {
    return find(among, name)
        .flatMap(one -> one.value().asText())
        .filter("true"::equals)
        .isPresent();
  }
}
