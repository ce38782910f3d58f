package org.wellspring.intake;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wellspring.model.ResourceUri;
import org.wellspring.resource.ManagedResource;
import org.wellspring.resource.ResourceCatalogue;
import org.wellspring.xml.XmlName;

/** The resources that the tests publish for. */
final class Catalogues {
  static final ResourceUri FOUNTAINS =
      new ResourceUri("http://control.fineartschool.com/fountains");
  static final ResourceUri OPEN = new ResourceUri("urn:wellspring:events");
  static final ResourceUri STRICT = new ResourceUri("urn:example:strict");
  static final String FCS = "http://control.fineartschool.com/schemas/fcs";

  private Catalogues() {}

  static ResourceCatalogue example() {
    return new ResourceCatalogue(
        List.of(
            resource("fountains", FOUNTAINS, List.of("ResourceID", "Wing"), Set.of()),
            resource("events", OPEN, List.of(), Set.of()),
            resource("strict", STRICT, List.of(), Set.of(new XmlName("urn:example", "Known")))));
  }

  private static ManagedResource resource(
      String name, ResourceUri uri, List<String> selectors, Set<XmlName> classes) {
    return new ManagedResource(name, uri, selectors, Map.of(), classes, Optional.empty());
  }
}
