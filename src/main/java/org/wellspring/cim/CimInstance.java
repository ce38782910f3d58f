package org.wellspring.cim;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An instance of a class: its properties in order. Immutable, compared by content. */
public final class CimInstance {
  private final String className;
  private final Map<String, CimProperty> byFolded;

  /** Of several properties with one name the last one counts. */
  public CimInstance(String className, Collection<CimProperty> properties) {
    this.className = className;
    Map<String, CimProperty> map = new LinkedHashMap<>();
    properties.forEach(property -> map.put(fold(property.name()), property));
    this.byFolded = map;
  }

  private static String fold(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  public String className() {
    return className;
  }

  public List<CimProperty> properties() {
    return List.copyOf(byFolded.values());
  }

  public Optional<CimProperty> property(String name) {
    return Optional.ofNullable(byFolded.get(fold(name)));
  }

  /** The value of a property; empty when it is NULL or not there. */
  public Optional<CimValue> value(String name) {
    return property(name).flatMap(CimProperty::value);
  }

  /** The text of a scalar that is no reference. */
  public Optional<String> text(String name) {
    return value(name).flatMap(CimValue::asText);
  }

  /** The path that a reference holds. */
  public Optional<InstancePath> path(String name) {
    return value(name).flatMap(CimValue::asPath);
  }

  /** This instance with a property set, in its place or behind the others. */
  public CimInstance with(CimProperty property) {
    List<CimProperty> all = new ArrayList<>(byFolded.values());
    all.add(property);
    return new CimInstance(className, all);
  }

  /** This instance with only the properties that are wanted. */
  public CimInstance keeping(Predicate<CimProperty> wanted) {
    return new CimInstance(className, byFolded.values().stream().filter(wanted).toList());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CimInstance that
        && fold(className).equals(fold(that.className))
        && byFolded.equals(that.byFolded);
  }

  @Override
  public int hashCode() {
    return Objects.hash(fold(className), byFolded);
  }

  @Override
  public String toString() {
    return className + byFolded.values();
  }
}
