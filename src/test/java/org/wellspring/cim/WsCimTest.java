package org.wellspring.cim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wellspring.xml.XmlLimits;
import org.wellspring.xml.XmlProblem;
import org.wellspring.xml.XmlReader;

final class WsCimTest {
  private static final ClassRepository CLASSES = ClassRepository.standard();
  private static final WsCimReader READER = new WsCimReader(CLASSES);

  private static CimInstance read(String xml) throws XmlProblem {
    return READER.read(new XmlReader(XmlLimits.DEFAULTS).read(xml));
  }

  @Test
  void propertiesHaveTheTypesOfTheirClass() throws XmlProblem {
    CimInstance alert =
        read(
            """
            <p:CIM_AlertIndication xmlns:p="urn:p" xmlns:cim="http://schemas.dmtf.org/wbem/wscim/1/common">
              <p:perceivedseverity>5</p:perceivedseverity>
              <p:MessageArguments>a</p:MessageArguments>
              <p:IndicationTime><cim:Datetime>2005-06-30T11:56:03Z</cim:Datetime></p:IndicationTime>
            </p:CIM_AlertIndication>
            """);

    assertThat(alert.property("PerceivedSeverity"))
        .contains(CimProperty.of("PerceivedSeverity", CimType.UINT16, CimValue.of(5)));
    assertThat(alert.property("MessageArguments").orElseThrow().cardinality())
        .isEqualTo(Cardinality.ARRAY);
    assertThat(alert.property("IndicationTime"))
        .contains(
            CimProperty.of(
                "IndicationTime", CimType.DATETIME, CimValue.of("20050630115603.000000+000")));
  }

  @Test
  void whatTheClassDoesNotKnowOrDoesNotFitBecomesText() throws XmlProblem {
    CimInstance alert =
        read(
            "<CIM_AlertIndication Extra='1'><PerceivedSeverity>bad</PerceivedSeverity></CIM_AlertIndication>");

    assertThat(alert.property("Extra")).contains(CimProperty.text("Extra", "1"));
    assertThat(alert.property("PerceivedSeverity"))
        .contains(CimProperty.text("PerceivedSeverity", "bad"));
  }

  @Test
  void anUnknownClassIsReadAsTexts() throws XmlProblem {
    CimInstance jam = read("<ACME_Jam><Tray>2</Tray><Tray>3</Tray></ACME_Jam>");

    assertThat(jam.className()).isEqualTo("ACME_Jam");
    assertThat(jam.value("Tray")).contains(CimValue.ofTexts(List.of("2", "3")));
  }

  @Test
  void anInstanceInsideIsRead() throws XmlProblem {
    CimInstance creation =
        read(
            """
            <p:CIM_InstCreation xmlns:p="urn:p" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
              <p:SourceInstance xsi:type="p:CIM_ComputerSystem_Type"><p:Name>n1</p:Name></p:SourceInstance>
            </p:CIM_InstCreation>
            """);

    CimValue source = creation.value("SourceInstance").orElseThrow();

    assertThat(source).isInstanceOf(CimValue.Embedded.class);
    CimInstance inner = ((CimValue.Embedded) source).instance();
    assertThat(inner.className()).isEqualTo("CIM_ComputerSystem");
    assertThat(inner.text("Name")).contains("n1");
  }

  @Test
  void whatIsWrittenReadsTheSame() {
    CimInstance alert =
        new CimInstance(
            "CIM_AlertIndication",
            List.of(
                CimProperty.text("MessageID", "SVPC0124"),
                CimProperty.of(
                    "MessageArguments", CimType.STRING, CimValue.ofTexts(List.of("a", "b"))),
                CimProperty.of(
                    "IndicationTime", CimType.DATETIME, CimValue.of("20260101120000.000000+000")),
                CLASSES
                    .property("CIM_AlertIndication", "ProbableCause")
                    .orElseThrow()
                    .holding(java.util.Optional.empty())));

    assertThat(READER.read(WsCimWriter.write(alert))).isEqualTo(alert);
  }

  @Test
  void referencesAreEndpointReferences() {
    InstancePath filter =
        new InstancePath(
            java.util.Optional.of("interop"),
            "CIM_IndicationFilter",
            java.util.Map.of("Name", CimValue.of("f")));
    CimInstance subscription =
        new CimInstance(
            "CIM_IndicationSubscription",
            List.of(CimProperty.of("Filter", CimType.REFERENCE, CimValue.of(filter))));

    CimInstance back = READER.read(WsCimWriter.write(subscription));

    assertThat(back.path("Filter").orElseThrow().names(filter)).isTrue();
  }
}
