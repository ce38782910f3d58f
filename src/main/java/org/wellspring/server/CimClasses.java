package org.wellspring.server;

import java.util.LinkedHashSet;
import java.util.Set;
import org.wellspring.cim.CimClass;
import org.wellspring.cim.ClassRepository;
import org.wellspring.filter.ClassHierarchy;

/** The classes of the CIM schema, for FROM and ISA. */
public final class CimClasses implements ClassHierarchy {
  private final ClassRepository classes;

  public CimClasses(ClassRepository classes) {
    this.classes = classes;
  }

  @Override
  public Set<String> withSubclasses(String className) {
    Set<String> names = new LinkedHashSet<>(Set.of(className));
    for (CimClass known : classes.all()) {
      if (!known.name().equalsIgnoreCase(className) && classes.isA(known.name(), className)) {
        names.add(known.name());
      }
    }
    return names;
  }
}
