package org.wellspring.cim;

import java.util.List;
import java.util.Optional;

/**
 * A property as a class declares it.
 *
 * @param referenceClass of a property of type reference
 * @param qualifiers its own ones, those of an overridden declaration included where they are not
 *     written anew
 * @param defaultValue what a new instance has when nothing is given
 * @param origin the class that first declared it
 * @param declaredIn the class whose declaration this is
 */
public record PropertyDeclaration(
    String name,
    CimType type,
    Cardinality cardinality,
    Optional<String> referenceClass,
    List<Qualifier> qualifiers,
    Optional<CimValue> defaultValue,
    String origin,
    String declaredIn) {
  public PropertyDeclaration {
    qualifiers = List.copyOf(qualifiers);
  }

  public boolean isKey() {
    return Qualifier.isTrue(qualifiers, "Key");
  }

  public boolean isRequired() {
    return Qualifier.isTrue(qualifiers, "Required");
  }

  public boolean isWritable() {
    return Qualifier.isTrue(qualifiers, "Write");
  }

  /** Whether its values are instances. */
  public boolean isEmbedded() {
    return Qualifier.isTrue(qualifiers, "EmbeddedObject")
        || Qualifier.find(qualifiers, "EmbeddedInstance").isPresent();
  }

  /** A property with this value, of this type. */
  public CimProperty holding(Optional<CimValue> value) {
    return new CimProperty(name, type, cardinality, value);
  }
}
