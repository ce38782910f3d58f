package org.wellspring.server;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wellspring.config.ResourceConfig;
import org.wellspring.config.WellspringConfig;
import org.wellspring.model.ResourceUri;
import org.wellspring.resource.ManagedResource;
import org.wellspring.resource.ResourceCatalogue;
import org.wellspring.resource.ResourceProvider;
import org.wellspring.resource.fountain.FountainProvider;
import org.wellspring.resource.jmx.MBeanProvider;

/** The declared resources with their providers. */
final class Resources {
  /** What a server without configuration has: a resource that takes events of any class. */
  private static final ManagedResource OPEN =
      new ManagedResource(
          "events",
          new ResourceUri("urn:wellspring:events"),
          List.of(),
          Map.of(),
          Set.of(),
          Optional.empty());

  private final ResourceCatalogue catalogue;
  private final Map<ResourceUri, FountainProvider> fountains;

  private Resources(ResourceCatalogue catalogue, Map<ResourceUri, FountainProvider> fountains) {
    this.catalogue = catalogue;
    this.fountains = fountains;
  }

  static Resources of(WellspringConfig config) {
    Map<ResourceUri, FountainProvider> fountains = new HashMap<>();
    List<ManagedResource> resources = new ArrayList<>();
    for (ResourceConfig declared : config.resources()) {
      resources.add(
          new ManagedResource(
              declared.name(),
              declared.uri(),
              declared.selectors(),
              declared.prefixes(),
              Set.copyOf(declared.events()),
              provider(declared, fountains)));
    }
    if (resources.isEmpty()) {
      resources.add(OPEN);
    }
    return new Resources(new ResourceCatalogue(resources), fountains);
  }

  private static Optional<ResourceProvider> provider(
      ResourceConfig declared, Map<ResourceUri, FountainProvider> fountains) {
    return switch (declared.provider()) {
      case NONE -> Optional.empty();
      case FOUNTAINS -> {
        FountainProvider provider = new FountainProvider();
        fountains.put(declared.uri(), provider);
        yield Optional.of(provider);
      }
      case JMX -> Optional.of(new MBeanProvider(ManagementFactory.getPlatformMBeanServer()));
    };
  }

  ResourceCatalogue catalogue() {
    return catalogue;
  }

  Optional<FountainProvider> fountains(ResourceUri uri) {
    return Optional.ofNullable(fountains.get(uri));
  }
}
