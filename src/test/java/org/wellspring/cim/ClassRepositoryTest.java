package org.wellspring.cim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ClassRepositoryTest {
  private static final ClassRepository CLASSES = ClassRepository.standard();

  @Test
  void aClassIsAnAncestorOfThoseBelowItWhateverTheCase() {
    assertThat(CLASSES.isA("CIM_AlertIndication", "cim_indication")).isTrue();
    assertThat(CLASSES.isA("CIM_AlertIndication", "CIM_AlertIndication")).isTrue();
    assertThat(CLASSES.isA("CIM_Indication", "CIM_AlertIndication")).isFalse();
    assertThat(CLASSES.isA("CIM_AlertIndication", "CIM_InstIndication")).isFalse();
  }

  @Test
  void anUnknownClassIsOnlyItself() {
    assertThat(CLASSES.isA("ACME_Jam", "acme_jam")).isTrue();
    assertThat(CLASSES.isA("ACME_Jam", "CIM_Indication")).isFalse();
  }

  @Test
  void inheritedPropertiesComeFirstAndKeepTheirOrigin() {
    PropertyDeclaration protocol =
        CLASSES.property("CIM_ListenerDestinationCIMXML", "protocol").orElseThrow();

    assertThat(CLASSES.properties("CIM_ListenerDestinationCIMXML"))
        .extracting(PropertyDeclaration::name)
        .startsWith("InstanceID", "Caption", "Description", "ElementName");
    assertThat(protocol.origin()).isEqualTo("CIM_ListenerDestination");
    assertThat(protocol.declaredIn()).isEqualTo("CIM_ListenerDestinationCIMXML");
    assertThat(protocol.defaultValue()).contains(CimValue.of(2));
  }

  @Test
  void anOverridingPropertyKeepsTheQualifiersItDoesNotWrite() throws MofProblem {
    ClassRepository more =
        CLASSES.with(
            "more.mof",
            """
            class ACME_Service : CIM_Service {
              [Override("Name"), Description("Ours.")] string Name;
            };
            """);

    PropertyDeclaration name = more.property("ACME_Service", "Name").orElseThrow();

    assertThat(name.isKey()).isTrue();
    assertThat(Qualifier.find(name.qualifiers(), "Description").orElseThrow().value())
        .isEqualTo(CimValue.of("Ours."));
  }

  @Test
  void everyClassOfTheSchemaCanBeNamedOrIsAbstractOrAnIndication() {
    for (CimClass one : CLASSES.all()) {
      boolean hasKey = CLASSES.properties(one.name()).stream().anyMatch(PropertyDeclaration::isKey);
      assertThat(hasKey || one.isAbstract() || one.isIndication()).as(one.name()).isTrue();
    }
  }

  @Test
  void everyReferenceAndValueMapOfTheSchemaIsConsistent() {
    for (CimClass one : CLASSES.all()) {
      for (PropertyDeclaration property : one.properties()) {
        property
            .referenceClass()
            .ifPresent(target -> assertThat(CLASSES.find(target)).as(property.name()).isPresent());
        Optional<Qualifier> map = Qualifier.find(property.qualifiers(), "ValueMap");
        Optional<Qualifier> values = Qualifier.find(property.qualifiers(), "Values");
        assertThat(map.map(q -> q.value().asTexts().size()))
            .as(one.name() + "." + property.name())
            .isEqualTo(values.map(q -> q.value().asTexts().size()));
      }
    }
  }

  @Test
  void thePathOfAnInstanceHasItsKeysInDeclaredOrder() {
    CimInstance filter =
        new CimInstance(
            "CIM_IndicationFilter",
            List.of(
                CimProperty.text("Query", "SELECT * FROM CIM_Indication"),
                CimProperty.text("Name", "f"),
                CimProperty.text("SystemName", "s"),
                CimProperty.text("CreationClassName", "CIM_IndicationFilter"),
                CimProperty.text("SystemCreationClassName", "CIM_ComputerSystem")));

    assertThat(CLASSES.pathOf("interop", filter))
        .hasToString(
            "interop:CIM_IndicationFilter.SystemCreationClassName=\"CIM_ComputerSystem\","
                + "SystemName=\"s\",CreationClassName=\"CIM_IndicationFilter\",Name=\"f\"");
  }

  @Test
  void whatIsWrongInAClassFileIsSaidWithItsLine() {
    assertThatThrownBy(() -> CLASSES.with("a.mof", "class A : B {};"))
        .hasMessageContaining("superclass that is not declared before it: B");
    assertThatThrownBy(() -> CLASSES.with("a.mof", "class A {\n  uint9 X;\n};"))
        .hasMessageContaining("a.mof:2: uint9 is no type");
    assertThatThrownBy(() -> CLASSES.with("a.mof", "class A {\n uint8 X = 300;\n};"))
        .hasMessageContaining("a.mof:2: ")
        .hasMessageContaining("from 0 to 255");
    assertThatThrownBy(() -> CLASSES.with("a.mof", "class A { uint8 Go(); };"))
        .hasMessageContaining("methods are not served here");
    assertThatThrownBy(() -> CLASSES.with("a.mof", "instance of A {};"))
        .hasMessageContaining("only class declarations");
    assertThatThrownBy(() -> CLASSES.with("a.mof", "class CIM_Indication {};"))
        .hasMessageContaining("declared twice");
    assertThatThrownBy(() -> CLASSES.with("a.mof", "/* on and on")).hasMessageContaining("no end");
  }
}
