package org.wellspring.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wellspring.config.settings.SettingsReader;
import org.wellspring.config.settings.Values;
import org.wellspring.model.ResourceUri;
import org.wellspring.xml.XmlName;

/**
 * A managed resource: an entry of {@code resources}.
 *
 * @param name short and unique, for people and paths; 1 to 64 letters, digits, {@code . _ -}
 * @param uri an absolute URI, unique
 * @param selectors names of the keys that pick one instance
 * @param prefixes fallback prefixes for filters, to namespace URIs
 * @param events root elements its events may have; empty: any
 * @param provider who serves its instances
 * @param cimNamespace the CIM namespace in which it is an indication class, as {@code root/cimv2}
 * @param announces root elements that its events have, told to subscribers; unlike {@code events}
 *     it refuses nothing
 * @param cells the cells whose REST streams see its events; empty: the server's own, {@code
 *     stream.cell}
 */
public record ResourceConfig(
    String name,
    ResourceUri uri,
    List<String> selectors,
    Map<String, String> prefixes,
    List<XmlName> events,
    Provider provider,
    Optional<String> cimNamespace,
    List<XmlName> announces,
    List<String> cells) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern NC_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9._-]*");
  private static final Pattern CIM_NAMESPACE = Pattern.compile("[A-Za-z0-9_]+(/[A-Za-z0-9_]+)*");
  private static final Pattern CLARK = Pattern.compile("(?:\\{([^{}]*)})?([^{}:\\s]+)");

  /** Stands in for a URI that is missing or wrong while the other problems are looked for. */
  static final ResourceUri UNKNOWN = new ResourceUri("urn:unknown");

  /** Who serves Get, Put, Create, Delete and Enumerate on a resource. */
  public enum Provider {
    /** Nobody: the resource only raises events. */
    NONE,
    FOUNTAINS,
    /** The MBeans of this JVM. */
    JMX
  }

  public ResourceConfig {
    selectors = List.copyOf(selectors);
    prefixes = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(prefixes));
    events = List.copyOf(events);
    announces = List.copyOf(announces);
    cells = List.copyOf(cells);
  }

  static ResourceConfig read(SettingsReader in) {
    List<XmlName> events = in.list("events", List.of(), ResourceConfig::clark);
    return new ResourceConfig(
        in.required(
            "name",
            "unknown",
            Values.text(NAME, "1 to 64 letters, digits, '.', '_' and '-' are wanted")),
        readUri(in, "uri"),
        in.list("selectors", List.of(), Values.text(NC_NAME, "a selector's name is wanted")),
        prefixes(in),
        events,
        in.value("provider", Provider.NONE, Values.choice(Provider.class)),
        in.optional(
            "cim-namespace",
            Values.text(CIM_NAMESPACE, "a CIM namespace is wanted, as in root/cimv2")),
        in.list("announces", events, ResourceConfig::clark),
        in.list("cells", List.of(), StreamConfig.cellName()));
  }

  /** A required resource URI, here or in a source. */
  static ResourceUri readUri(SettingsReader in, String key) {
    return in.required(
        key, UNKNOWN, Values.absoluteUri().andThen(uri -> new ResourceUri(uri.toString())));
  }

  private static Map<String, String> prefixes(SettingsReader in) {
    Map<String, String> read =
        in.map("prefixes", Values.absoluteUri().andThen(java.net.URI::toString));
    for (String prefix : read.keySet()) {
      if (!NC_NAME.matcher(prefix).matches()) {
        in.problem("prefixes." + prefix, "a prefix begins with a letter or '_'");
      }
    }
    return read;
  }

  private static XmlName clark(String text) {
    Matcher matcher = CLARK.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("{NAMESPACE}NAME is wanted, the root element of an event");
    }
    String namespace = matcher.group(1);
    return new XmlName(namespace == null ? "" : namespace, matcher.group(2));
  }
}
