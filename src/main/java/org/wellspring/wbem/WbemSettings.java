package org.wellspring.wbem;

import java.time.Duration;
import java.util.List;

/**
 * How the server shows itself to WBEM clients.
 *
 * @param interop name of the Interop namespace, setting wbem.interop
 * @param systemName of this system, setting wbem.system-name
 * @param namespaces of declared resources, the Interop namespace not among them
 * @param version of the server
 * @param retry shown as DeliveryRetryAttempts and -Interval
 * @param maxInstances destinations, filters and subscriptions that clients may make, setting
 *     wbem.max-instances
 * @param filters those that are there from the start
 * @param collections of those
 */
public record WbemSettings(
    String interop,
    String systemName,
    List<String> namespaces,
    String version,
    Retry retry,
    int maxInstances,
    List<StaticFilter> filters,
    List<StaticCollection> collections) {
  public WbemSettings {
    namespaces = List.copyOf(namespaces);
    filters = List.copyOf(filters);
    collections = List.copyOf(collections);
  }

  /**
   * How often an indication is tried.
   *
   * @param attempts after the first one, setting wbem.retry.attempts
   * @param interval between attempts, setting wbem.retry.interval
   */
  public record Retry(int attempts, Duration interval) {}

  /** An indication filter of the configuration. */
  public record StaticFilter(
      String name,
      String query,
      String language,
      List<String> sourceNamespaces,
      String description,
      Individually individually) {
    public StaticFilter {
      sourceNamespaces = List.copyOf(sourceNamespaces);
    }
  }

  /** Whether one may subscribe to a filter itself. */
  public enum Individually {
    YES,
    /** Only to a collection that it is in. */
    NO
  }

  /**
   * A collection of filters of the configuration.
   *
   * @param filters their names
   */
  public record StaticCollection(String name, List<String> filters) {
    public StaticCollection {
      filters = List.copyOf(filters);
    }
  }
}
