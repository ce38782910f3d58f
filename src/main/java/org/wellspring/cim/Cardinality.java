package org.wellspring.cim;

/** Whether a property holds one value or several. */
public enum Cardinality {
  SCALAR,
  ARRAY
}
