package org.wellspring.resource.fountain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;
import org.wellspring.model.SelectorSet;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlLimits;
import org.wellspring.xml.XmlProblem;
import org.wellspring.xml.XmlReader;

final class FountainProviderTest {
  private static final String NS = FountainProvider.NAMESPACE;
  private static final SelectorSet NORTH = SelectorSet.of("ResourceID", "b42f3North");
  private static final String WHOLE =
      "<f:Fountain xmlns:f='"
          + NS
          + "' ResourceID='b42f3North'><f:Location>Hall</f:Location><f:Floor>3</f:Floor>"
          + "<f:FlowLimit>4.5</f:FlowLimit><f:FilterState>worn</f:FilterState></f:Fountain>";

  private final FountainProvider fountains = new FountainProvider();

  private static XmlElement xml(String text) {
    try {
      return new XmlReader(XmlLimits.DEFAULTS).read(text);
    } catch (XmlProblem e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static FaultCode fault(Runnable call) {
    FaultException fault = catchThrowableOfType(FaultException.class, call::run);
    assertThat(fault).isNotNull();
    assertThat(fault.reason()).endsWith(".");
    return fault.code();
  }

  private String child(String name) {
    return fountains.get(NORTH).childText(NS, name).orElse("(none)");
  }

  @Test
  void theEightFountainsOfBuilding42AreThere() {
    assertThat(fountains.enumerate())
        .extracting(instance -> instance.selectors().value("ResourceID").orElseThrow())
        .containsExactly(
            "b42f1North",
            "b42f1South",
            "b42f2North",
            "b42f2South",
            "b42f3North",
            "b42f3South",
            "b42f4East",
            "b42f4West");
    assertThat(fountains.get(SelectorSet.of("resourceid", "b42f4East")).toString())
        .isEqualTo(
            "<fcs:Fountain ResourceID=\"b42f4East\" xmlns:fcs=\""
                + NS
                + "\"><fcs:Location>Building 42, floor 4, east end</fcs:Location>"
                + "<fcs:Floor>4</fcs:Floor><fcs:FlowLimit>6.0</fcs:FlowLimit>"
                + "<fcs:FilterState>ok</fcs:FilterState><fcs:TotalVolume>0.0</fcs:TotalVolume>"
                + "</fcs:Fountain>");
  }

  @Test
  void selectorsMustPickOneFountain() {
    assertThat(fault(() -> fountains.get(SelectorSet.NONE)))
        .isEqualTo(FaultCode.SELECTORS_INSUFFICIENT);
    assertThat(fault(() -> fountains.get(SelectorSet.of("ResourceID", "b42f3north"))))
        .isEqualTo(FaultCode.RESOURCE_UNKNOWN);
    assertThat(fault(() -> fountains.get(SelectorSet.of("Floor", "3"))))
        .isEqualTo(FaultCode.SELECTORS_UNEXPECTED);
    SelectorSet cim =
        SelectorSet.of(Map.of("__cimnamespace", "root/cimv2", "ResourceID", "b42f3North"));
    assertThat(fountains.get(cim)).isNotNull();
    fountains.ids().stream()
        .filter(id -> !id.equals("b42f3North"))
        .forEach(id -> fountains.delete(SelectorSet.of("ResourceID", id)));
    assertThat(fountains.get(SelectorSet.NONE).attribute("ResourceID")).contains("b42f3North");
  }

  @Test
  void putReplacesWhatCanBeSetAndShowsWhatHolds() {
    assertThat(fountains.addVolume("b42f3North", new BigDecimal("1.5"))).isTrue();
    String stale = WHOLE.replace("</f:Fountain>", "<f:TotalVolume>99</f:TotalVolume></f:Fountain>");

    XmlElement now = fountains.put(NORTH, xml(stale)).orElseThrow();

    assertThat(now.childText(NS, "FlowLimit")).contains("4.5");
    assertThat(now.childText(NS, "TotalVolume")).as("the fountain's own count").contains("1.5");
    assertThat(child("FilterState")).isEqualTo("worn");
    assertThat(fountains.put(NORTH, fountains.get(NORTH))).as("sent as it is").isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "4.5| | REPRESENTATION_INVALID_VALUES",
        "4.5|0.09| REPRESENTATION_INVALID_VALUES",
        "4.5|20.01| REPRESENTATION_INVALID_VALUES",
        "4.5|-1| REPRESENTATION_INVALID_VALUES",
        "4.5|1e1| REPRESENTATION_INVALID_VALUES",
        "4.5|NaN| REPRESENTATION_INVALID_VALUES",
        "4.5|1e999999999| REPRESENTATION_INVALID_VALUES",
        "worn|new| REPRESENTATION_INVALID_VALUES",
        "worn|WORN| REPRESENTATION_INVALID_VALUES",
        "<f:Floor>3|<f:Floor>3.5| REPRESENTATION_INVALID_VALUES",
        "='b42f3North'|='b42f3South'| REPRESENTATION_INVALID_VALUES",
        "='b42f3North'|=''| REPRESENTATION_INVALID_VALUES",
        "<f:Floor>3</f:Floor>|<f:Floor>3</f:Floor><f:Floor>4</f:Floor>| REPRESENTATION_INVALID_VALUES",
        "<f:Floor>3</f:Floor>|<f:Floor>3</f:Floor><f:Pressure>4</f:Pressure>"
            + "| REPRESENTATION_INVALID_VALUES",
        "ResourceID|Id| REPRESENTATION_MISSING_VALUES",
        "<f:Floor>3</f:Floor>| | REPRESENTATION_MISSING_VALUES",
        "<f:FlowLimit>4.5</f:FlowLimit>| | REPRESENTATION_MISSING_VALUES",
        "schemas/fcs|schemas/other| REPRESENTATION_INVALID_NAMESPACE",
        "f:Fountain|f:Well| REPRESENTATION_INVALID_NAMESPACE",
        "<f:Floor>3</f:Floor>|<Floor>3</Floor>| REPRESENTATION_INVALID_NAMESPACE"
      })
  void aRepresentationThatIsNotAcceptableChangesNothing(
      String replaced, String by, FaultCode code) {
    String before = fountains.get(NORTH).toString();
    XmlElement bad = xml(WHOLE.replace(replaced, by == null ? "" : by));

    assertThat(fault(() -> fountains.put(NORTH, bad))).isEqualTo(code);
    assertThat(fountains.get(NORTH)).hasToString(before);
    assertThat(fountains.put(NORTH, xml(WHOLE))).as("control: the good one").isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.1", "20", " 6.25\n", "+7", "20.000"})
  void flowLimitsInRangeAreTaken(String limit) {
    fountains.put(NORTH, xml(WHOLE.replace("4.5", limit)));
    assertThat(new BigDecimal(child("FlowLimit"))).isEqualByComparingTo(limit.strip());
  }

  @Test
  void aFountainCanBeBuiltOnceAndTornDown() {
    XmlElement annex = xml(WHOLE.replace("b42f3North", "annex1"));

    assertThat(fountains.create(annex).selectors())
        .isEqualTo(SelectorSet.of("ResourceID", "annex1"));
    assertThat(fault(() -> fountains.create(annex))).isEqualTo(FaultCode.ALREADY_EXISTS);
    fountains.delete(SelectorSet.of("ResourceID", "annex1"));
    assertThat(fault(() -> fountains.get(SelectorSet.of("ResourceID", "annex1"))))
        .isEqualTo(FaultCode.RESOURCE_UNKNOWN);
    assertThat(fountains.addVolume("annex1", BigDecimal.ONE)).isFalse();
  }

  @Test
  void noUseIsLostWhenManyDrinkWhileOthersPut() {
    CompletableFuture<?>[] all =
        IntStream.range(0, 4)
            .mapToObj(
                thread ->
                    CompletableFuture.runAsync(
                        () -> {
                          for (int i = 0; i < 1_000; i++) {
                            fountains.addVolume("b42f3North", new BigDecimal("0.1"));
                            if (i % 10 == 0) {
                              fountains.put(NORTH, xml(WHOLE));
                            }
                          }
                        }))
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(all).join();

    assertThat(child("TotalVolume")).isEqualTo("400.0");
  }
}
