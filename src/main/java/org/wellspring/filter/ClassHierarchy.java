package org.wellspring.filter;

import java.util.Set;

/**
 * Which classes of events there are, as far as the server knows: what {@code ISA} in CQL and WQL
 * asks. A dialect asks at compile time and keeps the set: {@code new Match(Operand.CLASS_NAME,
 * ValueTest.oneOf(hierarchy.withSubclasses(name), TextCase.IGNORED), …)} is found by the event's
 * class directly. Safe for use by several threads.
 */
@FunctionalInterface
public interface ClassHierarchy {
  /** No class is below another. */
  ClassHierarchy FLAT = Set::of;

  /**
   * A class and all below it.
   *
   * @param className without regard to case; need not be known
   * @return at least the name itself
   */
  Set<String> withSubclasses(String className);
}
