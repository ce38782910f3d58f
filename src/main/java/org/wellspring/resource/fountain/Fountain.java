package org.wellspring.resource.fountain;

import java.math.BigDecimal;
import org.wellspring.xml.XmlElement;

/**
 * One drinking fountain.
 *
 * @param flowLimit litres per minute
 * @param totalVolume litres drawn so far
 */
record Fountain(
    String id,
    String location,
    int floor,
    BigDecimal flowLimit,
    FilterState filterState,
    BigDecimal totalVolume) {

  Fountain withTotalVolume(BigDecimal litres) {
    return new Fountain(id, location, floor, flowLimit, filterState, litres);
  }

  XmlElement toXml() {
    return XmlElement.builder(FountainProvider.NAMESPACE, "Fountain", FountainProvider.PREFIX)
        .attribute("ResourceID", id)
        .add(child("Location", location))
        .add(child("Floor", Integer.toString(floor)))
        .add(child("FlowLimit", flowLimit.toPlainString()))
        .add(child("FilterState", filterState.word()))
        .add(child("TotalVolume", totalVolume.toPlainString()))
        .build();
  }

  private static XmlElement child(String name, String text) {
    return XmlElement.ofText(FountainProvider.NAMESPACE, name, FountainProvider.PREFIX, text);
  }
}
