package org.wellspring.cim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes an instance of a known class: properties get their declared names and types, and what is
 * not set is what the class says it is by default. Not for use by several threads.
 */
public final class InstanceBuilder {
  private final ClassRepository classes;
  private final String className;
  private final Map<String, Optional<CimValue>> values = new LinkedHashMap<>();

  /**
   * @throws CimException {@code INVALID_CLASS} when the class is not known
   */
  public InstanceBuilder(ClassRepository classes, String className) {
    this.classes = classes;
    this.className =
        classes
            .find(className)
            .orElseThrow(
                () ->
                    new CimException(
                        CimStatus.INVALID_CLASS, "There is no class " + className + " here."))
            .name();
  }

  public InstanceBuilder set(String property, String text) {
    return set(property, CimValue.of(text));
  }

  public InstanceBuilder set(String property, long number) {
    return set(property, CimValue.of(number));
  }

  public InstanceBuilder set(String property, boolean truth) {
    return set(property, CimValue.of(truth));
  }

  public InstanceBuilder set(String property, InstancePath path) {
    return set(property, CimValue.of(path));
  }

  public InstanceBuilder set(String property, CimValue value) {
    values.put(declared(property).name(), Optional.of(value));
    return this;
  }

  /** Takes every value of another instance that the class can hold; NULL counts as not given. */
  public InstanceBuilder setAll(CimInstance given) {
    for (CimProperty property : given.properties()) {
      PropertyDeclaration declaration = declared(property.name());
      property.value().ifPresent(value -> values.put(declaration.name(), Optional.of(value)));
    }
    return this;
  }

  /** Whether a value was set. */
  public boolean has(String property) {
    return values.containsKey(declared(property).name());
  }

  private PropertyDeclaration declared(String name) {
    return classes
        .property(className, name)
        .orElseThrow(
            () ->
                new CimException(
                    CimStatus.INVALID_PARAMETER,
                    "Class " + className + " has no property " + name + "."));
  }

  /**
   * The instance, with all properties of the class.
   *
   * @throws CimException {@code TYPE_MISMATCH} when a value is not of its property's type
   */
  public CimInstance build() {
    List<CimProperty> properties = new ArrayList<>();
    for (PropertyDeclaration declaration : classes.properties(className)) {
      Optional<CimValue> set = values.get(declaration.name());
      Optional<CimValue> value =
          set == null ? declaration.defaultValue() : set.map(given -> typed(declaration, given));
      properties.add(declaration.holding(value));
    }
    return new CimInstance(className, properties);
  }

  private static CimValue typed(PropertyDeclaration declaration, CimValue given) {
    boolean array = given instanceof CimValue.Array;
    if (array != (declaration.cardinality() == Cardinality.ARRAY)) {
      throw mismatch(declaration, array ? "an array is given" : "one value is given");
    }
    if (given instanceof CimValue.Array items) {
      return new CimValue.Array(
          items.items().stream().map(item -> scalar(declaration, item)).toList());
    }
    return scalar(declaration, given);
  }

  private static CimValue scalar(PropertyDeclaration declaration, CimValue given) {
    boolean reference = given instanceof CimValue.Reference;
    if (reference != (declaration.type() == CimType.REFERENCE)) {
      throw mismatch(declaration, reference ? "a reference is given" : "no reference is given");
    }
    if (!(given instanceof CimValue.Text text)) {
      return given;
    }
    try {
      return CimValue.of(declaration.type().canonical(text.text()));
    } catch (IllegalArgumentException e) {
      throw mismatch(declaration, String.valueOf(e.getMessage()));
    }
  }

  private static CimException mismatch(PropertyDeclaration declaration, String why) {
    return new CimException(
        CimStatus.TYPE_MISMATCH,
        "Property "
            + declaration.name()
            + " is of type "
            + declaration.type().wireName()
            + (declaration.cardinality() == Cardinality.ARRAY ? "[]" : "")
            + ": "
            + why
            + ".");
  }
}
