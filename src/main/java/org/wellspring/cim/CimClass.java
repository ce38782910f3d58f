package org.wellspring.cim;

import java.util.List;
import java.util.Optional;

/**
 * A class as it is declared: its own qualifiers and properties. What it inherits is known to the
 * {@link ClassRepository}.
 */
public record CimClass(
    String name,
    Optional<String> superclass,
    List<Qualifier> qualifiers,
    List<PropertyDeclaration> properties) {
  public CimClass {
    qualifiers = List.copyOf(qualifiers);
    properties = List.copyOf(properties);
  }

  public boolean isAbstract() {
    return Qualifier.isTrue(qualifiers, "Abstract");
  }

  public boolean isAssociation() {
    return Qualifier.isTrue(qualifiers, "Association");
  }

  public boolean isIndication() {
    return Qualifier.isTrue(qualifiers, "Indication");
  }
}
