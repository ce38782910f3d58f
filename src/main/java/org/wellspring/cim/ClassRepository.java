package org.wellspring.cim;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wellspring.filter.ClassHierarchy;

/**
 * The classes that the server knows, with what they inherit. Immutable; safe for use by several
 * threads. Class names are found without regard to case.
 */
public final class ClassRepository implements ClassHierarchy {
  private static final String STANDARD = "schemas/cim-schema.mof";

  /** A class, and all properties that its instances have, its superclasses' first. */
  private record Known(CimClass declared, Map<String, PropertyDeclaration> properties) {}

  private final Map<String, Known> byFolded = new LinkedHashMap<>();

  private ClassRepository(ClassRepository before) {
    byFolded.putAll(before.byFolded);
  }

  private ClassRepository() {}

  /** The standard classes, from {@code schemas/cim-schema.mof}. */
  public static ClassRepository standard() {
    try (InputStream in = ClassRepository.class.getClassLoader().getResourceAsStream(STANDARD)) {
      if (in == null) {
        throw new IllegalStateException(STANDARD + " is missing from the class path");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new ClassRepository().with(STANDARD, text);
    } catch (IOException | MofProblem e) {
      throw new IllegalStateException(STANDARD + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * These classes and more.
   *
   * @param source name of the file, for messages
   * @param mof class declarations, each behind its superclass
   */
  public ClassRepository with(String source, String mof) throws MofProblem {
    ClassRepository more = new ClassRepository(this);
    for (CimClass declared : MofReader.read(source, mof)) {
      more.add(source, declared);
    }
    return more;
  }

  private void add(String source, CimClass declared) throws MofProblem {
    String key = fold(declared.name());
    if (byFolded.containsKey(key)) {
      throw new MofProblem(source, 0, "class " + declared.name() + " is declared twice");
    }
    Map<String, PropertyDeclaration> properties = new LinkedHashMap<>();
    if (declared.superclass().isPresent()) {
      Known superclass = byFolded.get(fold(declared.superclass().get()));
      if (superclass == null) {
        throw new MofProblem(
            source,
            0,
            "class "
                + declared.name()
                + " has a superclass that is not declared before it: "
                + declared.superclass().get());
      }
      properties.putAll(superclass.properties);
    }
    for (PropertyDeclaration own : declared.properties()) {
      properties.merge(fold(own.name()), own, ClassRepository::overriding);
    }
    byFolded.put(key, new Known(declared, Collections.unmodifiableMap(properties)));
  }

  private static PropertyDeclaration overriding(
      PropertyDeclaration inherited, PropertyDeclaration own) {
    List<Qualifier> qualifiers = new ArrayList<>(own.qualifiers());
    for (Qualifier before : inherited.qualifiers()) {
      if (Qualifier.find(own.qualifiers(), before.name()).isEmpty() && before.reachesSubclasses()) {
        qualifiers.add(before);
      }
    }
    return new PropertyDeclaration(
        own.name(),
        own.type(),
        own.cardinality(),
        own.referenceClass(),
        qualifiers,
        own.defaultValue().or(inherited::defaultValue),
        inherited.origin(),
        own.declaredIn());
  }

  private static String fold(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  public Optional<CimClass> find(String name) {
    return Optional.ofNullable(byFolded.get(fold(name))).map(Known::declared);
  }

  /** All properties of a class, inherited ones included and first; none for an unknown class. */
  public Collection<PropertyDeclaration> properties(String className) {
    Known known = byFolded.get(fold(className));
    return known == null ? List.of() : known.properties.values();
  }

  public Optional<PropertyDeclaration> property(String className, String name) {
    Known known = byFolded.get(fold(className));
    return known == null ? Optional.empty() : Optional.ofNullable(known.properties.get(fold(name)));
  }

  /**
   * Whether a class is another one or inherits from it. A class that is not known is only itself.
   */
  public boolean isA(String className, String ancestor) {
    Optional<String> here = Optional.of(className);
    while (here.isPresent()) {
      if (here.get().equalsIgnoreCase(ancestor)) {
        return true;
      }
      here = find(here.get()).flatMap(CimClass::superclass);
    }
    return false;
  }

  @Override
  public Set<String> withSubclasses(String className) {
    return Stream.concat(
            Stream.of(className),
            all().stream().map(CimClass::name).filter(name -> isA(name, className)))
        .collect(Collectors.toSet());
  }

  /** All classes, in the order of their declaration. */
  public List<CimClass> all() {
    return byFolded.values().stream().map(Known::declared).toList();
  }

  /** Those directly below a class; without one, those that have no superclass. */
  public List<CimClass> below(Optional<String> className) {
    return all().stream()
        .filter(
            one ->
                className.isEmpty()
                    ? one.superclass().isEmpty()
                    : one.superclass().filter(className.get()::equalsIgnoreCase).isPresent())
        .toList();
  }

  /** The path that names an instance in a namespace: its key properties, in declared order. */
  public InstancePath pathOf(String namespace, CimInstance instance) {
    Map<String, CimValue> keys = new LinkedHashMap<>();
    for (PropertyDeclaration property : properties(instance.className())) {
      if (property.isKey()) {
        instance.value(property.name()).ifPresent(value -> keys.put(property.name(), value));
      }
    }
    return new InstancePath(Optional.of(namespace), instance.className(), keys);
  }
}
