package org.wellspring.server.crash;

import org.wellspring.xml.XmlElement;

/** The resource of {@code config/fountains.yaml}. */
final class Fountains {
  static final String URI = "http://control.fineartschool.com/fountains";
  static final String NAMESPACE = "http://control.fineartschool.com/schemas/fcs";
  static final String NORTH = "b42f3North";
  static final String SOUTH = "b42f3South";

  private Fountains() {}

  static int volume(XmlElement usage) {
    return Integer.parseInt(usage.attribute("Volume").orElseThrow());
  }
}
