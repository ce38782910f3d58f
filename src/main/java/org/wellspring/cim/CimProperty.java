package org.wellspring.cim;

import java.util.Optional;

/**
 * A property of an instance.
 *
 * @param value empty: NULL; an {@link CimValue.Array} exactly when the cardinality is one
 */
public record CimProperty(
    String name, CimType type, Cardinality cardinality, Optional<CimValue> value) {
  public CimProperty {
    if (value.isPresent()
        && (value.get() instanceof CimValue.Array) != (cardinality == Cardinality.ARRAY)) {
      throw new IllegalArgumentException(
          "property " + name + " is " + cardinality + " but its value is " + value.get());
    }
  }

  public static CimProperty of(String name, CimType type, CimValue value) {
    Cardinality cardinality =
        value instanceof CimValue.Array ? Cardinality.ARRAY : Cardinality.SCALAR;
    return new CimProperty(name, type, cardinality, Optional.of(value));
  }

  public static CimProperty text(String name, String value) {
    return of(name, CimType.STRING, CimValue.of(value));
  }
}
