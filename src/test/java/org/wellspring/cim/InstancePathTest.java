package org.wellspring.cim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class InstancePathTest {
  private static InstancePath filter(String name) {
    return new InstancePath(
        Optional.empty(), "CIM_IndicationFilter", Map.of("Name", CimValue.of(name)));
  }

  @Test
  void classNamespaceAndKeyNamesAreComparedWithoutCaseAndValuesWithIt() {
    InstancePath written = filter("f").in("interop");
    InstancePath other =
        new InstancePath(
            Optional.of("Interop"), "cim_indicationfilter", Map.of("NAME", CimValue.of("f")));

    assertThat(written.names(other)).isTrue();
    assertThat(written.names(filter("F").in("interop"))).isFalse();
    assertThat(written.names(filter("f").in("root/cimv2"))).isFalse();
  }

  @Test
  void aNamespaceReachesReferencesAmongTheKeys() {
    InstancePath subscription =
        new InstancePath(
            Optional.empty(),
            "CIM_IndicationSubscription",
            Map.of("Filter", CimValue.of(filter("f"))));

    InstancePath placed = subscription.in("interop");

    assertThat(placed.key("filter").flatMap(CimValue::asPath).flatMap(InstancePath::namespace))
        .contains("interop");
  }

  @Test
  void aQuoteInAValueCannotPassForAnotherKey() {
    InstancePath one =
        new InstancePath(Optional.empty(), "A", Map.of("X", CimValue.of("1\",y=\"2")));
    InstancePath two =
        new InstancePath(
            Optional.empty(), "A", Map.of("X", CimValue.of("1"), "Y", CimValue.of("2")));

    assertThat(one.names(two)).isFalse();
  }
}
