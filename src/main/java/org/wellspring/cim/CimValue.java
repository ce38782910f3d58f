package org.wellspring.cim;

import java.util.List;
import java.util.Optional;

/**
 * A value of a property, parameter or qualifier. Absence is not a value: see {@link CimProperty}.
 */
public sealed interface CimValue {
  /**
   * A value of any type but reference.
   *
   * @param text canonical, as {@link CimType#canonical} gives it
   */
  record Text(String text) implements CimValue {}

  /** The name of an instance. */
  record Reference(InstancePath path) implements CimValue {}

  /** An instance inside a property of type string. */
  record Embedded(CimInstance instance) implements CimValue {}

  /** Values in order; an array has no arrays in it. */
  record Array(List<CimValue> items) implements CimValue {
    public Array {
      items = List.copyOf(items);
    }
  }

  /** No value, as an item of an array. */
  record Null() implements CimValue {}

  static CimValue of(String text) {
    return new Text(text);
  }

  static CimValue of(long number) {
    return new Text(Long.toString(number));
  }

  static CimValue of(boolean truth) {
    return new Text(Boolean.toString(truth));
  }

  static CimValue of(InstancePath path) {
    return new Reference(path);
  }

  static CimValue ofTexts(List<String> texts) {
    return new Array(texts.stream().map(CimValue::of).toList());
  }

  /** The text, of a {@link Text}. */
  default Optional<String> asText() {
    return this instanceof Text scalar ? Optional.of(scalar.text()) : Optional.empty();
  }

  /** The path, of a {@link Reference}. */
  default Optional<InstancePath> asPath() {
    return this instanceof Reference reference ? Optional.of(reference.path()) : Optional.empty();
  }

  /** The texts of an array, items without one left out; of a scalar, itself. */
  default List<String> asTexts() {
    return this instanceof Array array
        ? array.items().stream().flatMap(item -> item.asText().stream()).toList()
        : asText().stream().toList();
  }
}
