package org.wellspring.resource.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.management.ManagementFactory;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;
import org.wellspring.model.SelectorSet;
import org.wellspring.resource.ResourceProvider;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlLimits;
import org.wellspring.xml.XmlOutput;
import org.wellspring.xml.XmlProblem;
import org.wellspring.xml.XmlReader;

final class MBeanProviderTest {
  private static final SelectorSet GAUGE = SelectorSet.of("ObjectName", "school:type=Gauge,id=1");

  private final MBeanServer server = MBeanServerFactory.newMBeanServer();
  private final Gauge gauge = new Gauge();
  private final MBeanProvider mbeans = new MBeanProvider(server);

  @BeforeEach
  void register() throws JMException {
    server.registerMBean(gauge, new ObjectName("school:type=Gauge,id=1"));
  }

  private static FaultCode fault(Runnable call) {
    FaultException fault = catchThrowableOfType(FaultException.class, call::run);
    assertThat(fault).isNotNull();
    return fault.code();
  }

  private static XmlElement attribute(XmlElement mbean, String name) {
    return mbean
        .elements(JmxValues.NAMESPACE, "Attribute")
        .filter(a -> a.attribute("Name").orElseThrow().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static XmlElement mbean(String attributes) {
    try {
      return new XmlReader(XmlLimits.DEFAULTS)
          .read("<x:MBean xmlns:x='urn:wellspring:jmx'>" + attributes + "</x:MBean>");
    } catch (XmlProblem e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static XmlElement setting(String name, String value) {
    return mbean("<x:Attribute Name='" + name + "'>" + value + "</x:Attribute>");
  }

  @Test
  void anMBeanShowsItsReadableAttributes() {
    XmlElement read = mbeans.get(GAUGE);

    assertThat(read.attribute("ObjectName")).contains("school:id=1,type=Gauge");
    assertThat(read.attribute("ClassName")).contains(Gauge.class.getName());
    assertThat(read.elements().map(a -> a.attribute("Name").orElseThrow()))
        .containsExactlyInAnyOrder(
            "Level", "Label", "Changes", "History", "Table", "Broken", "Nothing");
    assertThat(attribute(read, "Level").attribute("Type")).contains("double");
    assertThat(attribute(read, "Level").text()).isEqualTo("0.0");
    assertThat(attribute(read, "History").elements().map(XmlElement::text))
        .containsExactly("1", "2");
    assertThat(attribute(read, "Table").firstElement().orElseThrow().attribute("Key"))
        .contains("a\uFFFD");
    assertThat(attribute(read, "Broken").attribute("Error")).contains("the sensor is wet");
    assertThat(attribute(read, "Nothing").toString()).contains("xsi:nil=\"true\"");
  }

  @Test
  void compositeAndTabularValuesAreNested() {
    MBeanProvider platform = new MBeanProvider(ManagementFactory.getPlatformMBeanServer());

    XmlElement heap =
        attribute(
            platform.get(SelectorSet.of("ObjectName", "java.lang:type=Memory")), "HeapMemoryUsage");
    assertThat(heap.elements().map(f -> f.attribute("Name").orElseThrow()))
        .contains("init", "used", "committed", "max");
    XmlElement properties =
        attribute(
            platform.get(SelectorSet.of("ObjectName", "java.lang:type=Runtime")),
            "SystemProperties");
    assertThat(properties.elements()).allMatch(row -> row.is(JmxValues.NAMESPACE, "Row"));
    assertThat(properties.firstElement().orElseThrow().elements()).hasSize(2);
  }

  @Test
  void everyMBeanOfARealJvmIsListedAndReadableAgain() throws XmlProblem {
    MBeanProvider platform = new MBeanProvider(ManagementFactory.getPlatformMBeanServer());

    assertThat(platform.enumerate())
        .hasSizeGreaterThan(15)
        .isSortedAccordingTo(
            java.util.Comparator.comparing(i -> i.selectors().value("ObjectName").orElseThrow()));
    XmlReader reader = new XmlReader(XmlLimits.DEFAULTS);
    for (ResourceProvider.Instance instance : platform.enumerate()) {
      assertThat(reader.read(XmlOutput.toUtf8(instance.representation())).name().local())
          .isEqualTo("MBean");
    }
  }

  @Test
  void selectorsMustNameOneMBean() {
    assertThat(fault(() -> mbeans.get(SelectorSet.NONE)))
        .isEqualTo(FaultCode.SELECTORS_INSUFFICIENT);
    assertThat(fault(() -> mbeans.get(SelectorSet.of("ObjectName", "nonsense"))))
        .isEqualTo(FaultCode.SELECTORS_INVALID_VALUE);
    assertThat(fault(() -> mbeans.get(SelectorSet.of("ObjectName", "school:*"))))
        .isEqualTo(FaultCode.SELECTORS_INVALID_VALUE);
    assertThat(fault(() -> mbeans.get(SelectorSet.of("ObjectName", "school:type=Tap"))))
        .isEqualTo(FaultCode.RESOURCE_UNKNOWN);
    assertThat(fault(() -> mbeans.get(SelectorSet.of("Name", "x"))))
        .isEqualTo(FaultCode.SELECTORS_UNEXPECTED);
    assertThat(
            mbeans.get(
                SelectorSet.of(
                    Map.of("objectname", "school:id=1,type=Gauge", "__cimnamespace", "root"))))
        .isNotNull();
  }

  @Test
  void putSetsWritableAttributesThatDiffer() {
    XmlElement now = mbeans.put(GAUGE, setting("Level", " 2.5 ")).orElseThrow();

    assertThat(gauge.getLevel()).isEqualTo(2.5);
    assertThat(attribute(now, "Level").text()).isEqualTo("2.5");
    assertThat(gauge.getChanges()).isEqualTo(1);
    assertThat(mbeans.put(GAUGE, setting("Level", "2.5"))).isPresent();
    assertThat(gauge.getChanges()).as("no difference, nothing is set").isEqualTo(1);
  }

  @Test
  void whatWasReadCanBePutBackThoughSomeOfItHasChangedMeanwhile() {
    XmlElement read = mbeans.get(GAUGE);
    assertThat(mbeans.put(GAUGE, read)).as("all as it was").isEmpty();
    gauge.setLabel("south");

    XmlElement now = mbeans.put(GAUGE, read).orElseThrow();

    assertThat(gauge.getLabel()).isEqualTo("north");
    assertThat(attribute(now, "Changes").text()).as("read-only: left alone").isEqualTo("2");
  }

  @Test
  void anAttributeThatCanOnlyBeWrittenIsSet() {
    mbeans.put(GAUGE, setting("Secret", "x"));
    assertThat(gauge.getChanges()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "Level, high, double",
    "Level, -1, never below zero",
    "History, 3, only simple values",
    "Pressure, 1, no attribute Pressure"
  })
  void aValueThatDoesNotFitIsRefused(String name, String value, String reason) {
    FaultException fault =
        catchThrowableOfType(FaultException.class, () -> mbeans.put(GAUGE, setting(name, value)));

    assertThat(fault.code()).isEqualTo(FaultCode.REPRESENTATION_INVALID_VALUES);
    assertThat(fault.reason()).contains(reason);
    assertThat(gauge.getChanges()).isZero();
  }

  @Test
  void otherRepresentationsAreRefused() {
    XmlElement other = XmlElement.builder("urn:other", "MBean", "o").build();
    XmlElement twice =
        mbean("<x:Attribute Name='Level'>1</x:Attribute><x:Attribute Name='Level'>2</x:Attribute>");
    XmlElement otherKey =
        JmxValues.element("MBean").attribute("ObjectName", "school:id=2,type=Gauge").build();

    assertThat(fault(() -> mbeans.put(GAUGE, other)))
        .isEqualTo(FaultCode.REPRESENTATION_INVALID_NAMESPACE);
    assertThat(fault(() -> mbeans.put(GAUGE, twice)))
        .isEqualTo(FaultCode.REPRESENTATION_INVALID_VALUES);
    assertThat(fault(() -> mbeans.put(GAUGE, otherKey)))
        .isEqualTo(FaultCode.REPRESENTATION_INVALID_VALUES);
    assertThat(fault(() -> mbeans.put(GAUGE, mbean("<x:Attribute>1</x:Attribute>"))))
        .isEqualTo(FaultCode.REPRESENTATION_INVALID_VALUES);
    assertThat(gauge.getChanges()).isZero();
  }

  @Test
  void mbeansAreNotMadeOrRemoved() {
    assertThat(fault(() -> mbeans.create(setting("Level", "1"))))
        .isEqualTo(FaultCode.ACTION_NOT_SUPPORTED);
    assertThat(fault(() -> mbeans.delete(GAUGE))).isEqualTo(FaultCode.ACTION_NOT_SUPPORTED);
  }
}
