package org.wellspring.wsevent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wellspring.model.ResourceUri;
import org.wellspring.resource.ManagedResource;
import org.wellspring.xml.XmlName;

/**
 * Which events the resources raise, as far as they say. Immutable.
 *
 * @param announced root elements by resource, setting resources[].announces
 * @param schemas files in {@code schemas/} by the namespace that they describe
 */
public record EventCatalogue(
    Map<ResourceUri, List<XmlName>> announced, Map<String, String> schemas) {
  public EventCatalogue {
    announced = Map.copyOf(announced);
    schemas = Map.copyOf(schemas);
  }

  /**
   * A type of event.
   *
   * @param id unique among all types of the server
   * @param element empty when the resource takes events of any class
   */
  record EventType(String id, Optional<XmlName> element, Optional<String> action) {}

  /** The types of a resource; one of unknown class when it announces none. */
  List<EventType> types(ManagedResource resource) {
    List<EventType> types = new ArrayList<>();
    for (XmlName element : announced.getOrDefault(resource.uri(), List.of())) {
      types.add(
          new EventType(
              id(resource.name() + "." + element.local()),
              Optional.of(element),
              Optional.of(resource.uri() + "/" + element.local())));
    }
    return types.isEmpty()
        ? List.of(new EventType(id(resource.name()), Optional.empty(), Optional.empty()))
        : types;
  }

  /** Names of resources may begin like no ID does. */
  static String id(String name) {
    return Character.isLetter(name.charAt(0)) ? name : "_" + name;
  }
}
