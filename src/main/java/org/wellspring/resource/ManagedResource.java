package org.wellspring.resource;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wellspring.model.ResourceUri;
import org.wellspring.xml.XmlName;

/**
 * A resource as declared in the configuration.
 *
 * @param name short name, for people and paths
 * @param selectors names of the keys that pick one instance
 * @param prefixes fallback prefixes for filters on this resource
 * @param eventClasses root elements its events may have; empty: any
 * @param provider serves Get, Put, Create, Delete, Enumerate; empty: the resource only raises
 *     events
 */
public record ManagedResource(
    String name,
    ResourceUri uri,
    List<String> selectors,
    Map<String, String> prefixes,
    Set<XmlName> eventClasses,
    Optional<ResourceProvider> provider) {
  public ManagedResource {
    selectors = List.copyOf(selectors);
    prefixes = Map.copyOf(prefixes);
    eventClasses = Set.copyOf(eventClasses);
  }
}
