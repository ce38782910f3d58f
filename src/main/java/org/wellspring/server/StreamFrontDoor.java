package org.wellspring.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.wellspring.config.ResourceConfig;
import org.wellspring.config.WellspringConfig;
import org.wellspring.filter.text.TextLimits;
import org.wellspring.model.ResourceUri;
import org.wellspring.resource.ManagedResource;
import org.wellspring.resource.ResourceCatalogue;
import org.wellspring.stream.Cells;
import org.wellspring.stream.StreamDialect;
import org.wellspring.stream.StreamSettings;

/** What the REST front door takes from the configuration. */
final class StreamFrontDoor {
  private static final String CELL_PREFIX = "pncell_";

  private final WellspringConfig config;

  StreamFrontDoor(WellspringConfig config) {
    this.config = config;
  }

  StreamDialect dialect(ResourceCatalogue catalogue) {
    return new StreamDialect(
        TextLimits.ofLength(config.subscription().maxFilterLength()), cells(catalogue));
  }

  /** A resource that is mapped to no cell belongs to the server's own. */
  private Cells cells(ResourceCatalogue catalogue) {
    String own = config.stream().cell().orElseGet(StreamFrontDoor::nameByHost);
    Map<ResourceUri, List<String>> mapped = new TreeMap<>();
    config.resources().forEach((ResourceConfig one) -> mapped.put(one.uri(), one.cells()));
    Map<String, Set<ResourceUri>> cells = new TreeMap<>(Map.of(own, new HashSet<>()));
    for (ManagedResource resource : catalogue.all()) {
      List<String> named = mapped.getOrDefault(resource.uri(), List.of());
      for (String cell : named.isEmpty() ? List.of(own) : named) {
        cells.computeIfAbsent(cell, name -> new HashSet<>()).add(resource.uri());
      }
    }
    return new Cells(cells);
  }

  private static String nameByHost() {
    try {
      String host = InetAddress.getLocalHost().getHostName();
      return CELL_PREFIX + host.split("\\.", 2)[0];
    } catch (UnknownHostException e) { // a machine that does not know its own name
      return CELL_PREFIX + "localhost";
    }
  }

  StreamSettings settings() {
    return new StreamSettings(
        config.http().maxRequest().octets(),
        config.http().publicUrl().map(url -> url.resolve("/bppmws/api/stream").toString()),
        config.security().allowPlainCredentials()
            ? StreamSettings.PlainCredentials.ACCEPT
            : StreamSettings.PlainCredentials.REFUSE,
        config.stream().tokenValidity(),
        config.stream().heartbeat(),
        config.stream().maxReaders(),
        config.delivery().messageTimeout());
  }
}
