package org.wellspring.resource;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;
import org.wellspring.model.ResourceUri;
import org.wellspring.model.SelectorSet;

/** The resources of this server. Immutable. */
public final class ResourceCatalogue {
  private final Map<ResourceUri, ManagedResource> byUri = new LinkedHashMap<>();
  private final Function<ResourceUri, Optional<ManagedResource>> further;

  public ResourceCatalogue(List<ManagedResource> resources) {
    this(resources, uri -> Optional.empty());
  }

  private ResourceCatalogue(
      Collection<ManagedResource> resources,
      Function<ResourceUri, Optional<ManagedResource>> further) {
    resources.forEach(resource -> byUri.put(resource.uri(), resource));
    this.further = further;
  }

  /**
   * This catalogue with further resources, which are found but not listed: those that a protocol
   * has by itself. One that is declared wins.
   */
  public ResourceCatalogue with(Function<ResourceUri, Optional<ManagedResource>> unlisted) {
    return new ResourceCatalogue(byUri.values(), unlisted);
  }

  public Collection<ManagedResource> all() {
    return List.copyOf(byUri.values());
  }

  /** Prefixes for filters on all resources: those that mean the same wherever they are declared. */
  public Map<String, String> commonPrefixes() {
    Map<String, String> common = new LinkedHashMap<>();
    Set<String> ambiguous = new HashSet<>();
    for (ManagedResource resource : byUri.values()) {
      resource
          .prefixes()
          .forEach(
              (prefix, namespace) -> {
                String other = common.putIfAbsent(prefix, namespace);
                if (other != null && !other.equals(namespace)) {
                  ambiguous.add(prefix);
                }
              });
    }
    common.keySet().removeAll(ambiguous);
    return common;
  }

  public Optional<ManagedResource> find(ResourceUri uri) {
    return Optional.ofNullable(byUri.get(uri)).or(() -> further.apply(uri));
  }

  /** The resource, or the fault that names the ones there are. */
  public ManagedResource require(ResourceUri uri) {
    return find(uri)
        .orElseThrow(
            () ->
                new FaultException(
                    FaultCode.RESOURCE_UNKNOWN,
                    "No resource "
                        + uri
                        + " here. This server has: "
                        + byUri.keySet().stream()
                            .map(ResourceUri::value)
                            .collect(Collectors.joining(", "))
                        + "."));
  }

  /**
   * Refuses selectors that the resource does not have. {@code __cimnamespace} goes with any
   * resource.
   */
  public static void checkSelectorNames(ManagedResource resource, SelectorSet selectors) {
    for (String name : selectors.asMap().keySet()) {
      boolean known =
          name.equalsIgnoreCase("__cimnamespace")
              || resource.selectors().stream().anyMatch(name::equalsIgnoreCase);
      if (!known) {
        throw new FaultException(
            FaultCode.SELECTORS_UNEXPECTED,
            "Resource "
                + resource.uri()
                + " has no selector "
                + name
                + "; it has "
                + (resource.selectors().isEmpty()
                    ? "none"
                    : String.join(", ", resource.selectors()))
                + ".");
      }
    }
  }
}
