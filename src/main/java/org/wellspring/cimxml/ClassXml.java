package org.wellspring.cimxml;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.wellspring.cim.Cardinality;
import org.wellspring.cim.CimClass;
import org.wellspring.cim.CimType;
import org.wellspring.cim.CimValue;
import org.wellspring.cim.CimXmlWriter;
import org.wellspring.cim.ClassRepository;
import org.wellspring.cim.PropertyDeclaration;
import org.wellspring.cim.Qualifier;

/** Writes class declarations. DSP0201 §5.2.3. */
final class ClassXml {
  /**
   * What is wanted of a class.
   *
   * @param localOnly without what it inherits
   * @param properties names of those that are wanted; empty: all
   */
  record Wanted(
      boolean localOnly,
      boolean qualifiers,
      boolean classOrigin,
      Optional<List<String>> properties) {}

  private final ClassRepository classes;
  private final CimXmlWriter xml;

  ClassXml(ClassRepository classes, CimXmlWriter xml) {
    this.classes = classes;
    this.xml = xml;
  }

  String write(CimClass declared, Wanted wanted) {
    StringBuilder out = new StringBuilder(4096);
    out.append("<CLASS").append(CimXmlWriter.attribute("NAME", declared.name()));
    declared
        .superclass()
        .ifPresent(above -> out.append(CimXmlWriter.attribute("SUPERCLASS", above)));
    out.append('>');
    if (wanted.qualifiers()) {
      out.append(qualifiers(declared.qualifiers()));
    }
    Collection<PropertyDeclaration> all = classes.properties(declared.name());
    all.stream()
        .filter(property -> !wanted.localOnly() || isLocal(declared, property))
        .filter(property -> isWanted(property, wanted.properties()))
        .forEach(property -> out.append(property(declared, property, wanted)));
    return out.append("</CLASS>").toString();
  }

  private static boolean isLocal(CimClass declared, PropertyDeclaration property) {
    return property.declaredIn().equalsIgnoreCase(declared.name());
  }

  private static boolean isWanted(PropertyDeclaration property, Optional<List<String>> names) {
    return names.isEmpty() || names.get().stream().anyMatch(property.name()::equalsIgnoreCase);
  }

  private String property(CimClass declared, PropertyDeclaration property, Wanted wanted) {
    boolean reference = property.type() == CimType.REFERENCE;
    boolean array = property.cardinality() == Cardinality.ARRAY;
    String element = reference ? "PROPERTY.REFERENCE" : array ? "PROPERTY.ARRAY" : "PROPERTY";
    StringBuilder out = new StringBuilder("<").append(element);
    out.append(CimXmlWriter.attribute("NAME", property.name()));
    if (!reference) {
      out.append(CimXmlWriter.attribute("TYPE", property.type().wireName()));
    }
    property
        .referenceClass()
        .ifPresent(target -> out.append(CimXmlWriter.attribute("REFERENCECLASS", target)));
    if (wanted.classOrigin()) {
      out.append(CimXmlWriter.attribute("CLASSORIGIN", property.origin()));
    }
    out.append(
        CimXmlWriter.attribute("PROPAGATED", isLocal(declared, property) ? "false" : "true"));
    out.append('>');
    if (wanted.qualifiers()) {
      out.append(qualifiers(property.qualifiers()));
    }
    property.defaultValue().ifPresent(value -> out.append(xml.value(property.type(), value)));
    return out.append("</").append(element).append('>').toString();
  }

  private String qualifiers(List<Qualifier> qualifiers) {
    StringBuilder out = new StringBuilder();
    for (Qualifier qualifier : qualifiers) {
      out.append("<QUALIFIER")
          .append(CimXmlWriter.attribute("NAME", qualifier.name()))
          .append(CimXmlWriter.attribute("TYPE", qualifier.type().wireName()));
      if (!qualifier.reachesSubclasses()) {
        out.append(CimXmlWriter.attribute("TOSUBCLASS", "false"));
      }
      CimValue value = qualifier.value();
      out.append('>').append(xml.value(qualifier.type(), value)).append("</QUALIFIER>");
    }
    return out.toString();
  }
}
