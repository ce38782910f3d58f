package org.wellspring.client;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.wellspring.cim.CimInstance;
import org.wellspring.cim.CimProperty;
import org.wellspring.cim.CimType;
import org.wellspring.cim.CimValue;
import org.wellspring.cim.InstancePath;
import org.wellspring.cim.NamedInstance;

/**
 * Makes and removes indication subscriptions on any number of WBEM servers, and knows which are its
 * own: by their names, so that a manager of the same id finds after a crash what an earlier one
 * left. The names are those of pywbem's manager; the two may take over from each other.
 *
 * <p>Owned instances are made only where they are not there yet, and are removed in the right order
 * when a server is removed or the manager is closed: subscriptions, filters, destinations.
 * Permanent ones stay. A subscription is owned when its filter or its destination is. Not for use
 * by several threads.
 */
public final class SubscriptionManager implements AutoCloseable {
  private static final String DESTINATION = "CIM_ListenerDestinationCIMXML";
  private static final String FILTER = "CIM_IndicationFilter";
  private static final String SUBSCRIPTION = "CIM_IndicationSubscription";
  private static final Pattern ID = Pattern.compile("[^:\\s]{1,64}");

  private final String id;
  private final Map<String, WbemServer> servers = new LinkedHashMap<>();

  /**
   * @param id tells managers apart; 1 to 64 characters without colon and white space
   */
  public SubscriptionManager(String id) {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "\"" + id + "\" is no id of a subscription manager: 1 to 64 characters without colon");
    }
    this.id = id;
  }

  /**
   * Which indications.
   *
   * @param language {@code DMTF:CQL}, {@code WQL} or what the server knows
   * @param sourceNamespaces where they come from; none: the server decides
   */
  public record Query(String text, String language, List<String> sourceNamespaces) {
    public Query {
      sourceNamespaces = List.copyOf(sourceNamespaces);
    }
  }

  /**
   * Adds a server, and finds what is owned on it.
   *
   * @return names the server in the other methods: its URL
   */
  public String addServer(WbemConnection connection) throws WbemError, ExchangeFailed {
    String url = connection.url();
    if (servers.containsKey(url)) {
      throw new IllegalArgumentException(url + " was added before");
    }
    servers.put(url, WbemServer.find(connection));
    return url;
  }

  private WbemServer server(String url) {
    return Optional.ofNullable(servers.get(url))
        .orElseThrow(() -> new IllegalArgumentException(url + " was not added"));
  }

  /**
   * Makes a listener destination. An owned one to the same address that is there already is given
   * back as it is.
   */
  public NamedInstance addDestination(String server, URI listener, Ownership ownership)
      throws WbemError, ExchangeFailed {
    if (ownership.kind() == Ownership.Kind.OWNED) {
      for (NamedInstance one : ownedDestinations(server)) {
        if (one.instance().text("Destination").filter(listener.toString()::equals).isPresent()) {
          return one;
        }
      }
    }
    List<CimProperty> properties = new ArrayList<>();
    if (ownership.kind() == Ownership.Kind.OWNED) {
      properties.add(CimProperty.of("PersistenceType", CimType.UINT16, CimValue.of(3)));
    }
    properties.add(CimProperty.text("Name", name("destination", ownership)));
    properties.add(CimProperty.text("Destination", listener.toString()));
    return create(server, DESTINATION, properties);
  }

  /** Makes a filter. An owned one that is there already with the same query is given back. */
  public NamedInstance addFilter(String server, Query query, Ownership ownership)
      throws WbemError, ExchangeFailed {
    String name = name("filter", ownership);
    if (ownership.kind() == Ownership.Kind.OWNED) {
      for (NamedInstance one : ownedFilters(server)) {
        if (nameOf(one).equals(name) && asks(one.instance(), query)) {
          return one;
        }
      }
    }
    List<CimProperty> properties = new ArrayList<>();
    properties.add(CimProperty.text("Name", name));
    if (!query.sourceNamespaces().isEmpty()) {
      properties.add(
          CimProperty.of(
              "SourceNamespaces", CimType.STRING, CimValue.ofTexts(query.sourceNamespaces())));
    }
    properties.add(CimProperty.text("Query", query.text()));
    properties.add(CimProperty.text("QueryLanguage", query.language()));
    return create(server, FILTER, properties);
  }

  private static boolean asks(CimInstance filter, Query query) {
    return filter.text("Query").filter(query.text()::equals).isPresent()
        && filter.text("QueryLanguage").filter(query.language()::equals).isPresent()
        && filter
            .value("SourceNamespaces")
            .map(CimValue::asTexts)
            .orElse(List.of())
            .equals(query.sourceNamespaces());
  }

  private String name(String what, Ownership ownership) {
    return ownership.kind() == Ownership.Kind.OWNED
        ? "pywbem" + what + ":" + id + ":" + ownership.name()
        : ownership.name();
  }

  private NamedInstance create(String server, String className, List<CimProperty> more)
      throws WbemError, ExchangeFailed {
    WbemServer target = server(server);
    List<CimProperty> properties = new ArrayList<>();
    properties.add(CimProperty.text("CreationClassName", className));
    properties.add(CimProperty.text("SystemCreationClassName", "CIM_ComputerSystem"));
    properties.add(CimProperty.text("SystemName", target.systemName()));
    properties.addAll(more);
    return made(target, new CimInstance(className, properties));
  }

  private static NamedInstance made(WbemServer target, CimInstance wanted)
      throws WbemError, ExchangeFailed {
    InstancePath path = target.connection().createInstance(target.interop(), wanted);
    return new NamedInstance(path, target.connection().getInstance(path));
  }

  /**
   * Sends the indications of a filter to destinations. A subscription that is there already is
   * given back as it is.
   */
  public List<NamedInstance> addSubscriptions(
      String server, InstancePath filter, Collection<InstancePath> destinations)
      throws WbemError, ExchangeFailed {
    WbemServer target = server(server);
    List<NamedInstance> there = subscriptions(server);
    List<NamedInstance> all = new ArrayList<>();
    for (InstancePath destination : destinations) {
      Optional<NamedInstance> known =
          there.stream()
              .filter(one -> refers(one, "Filter", filter) && refers(one, "Handler", destination))
              .findFirst();
      all.add(
          known.isPresent()
              ? known.get()
              : made(
                  target,
                  new CimInstance(
                      SUBSCRIPTION,
                      List.of(
                          CimProperty.of("Filter", CimType.REFERENCE, CimValue.of(filter)),
                          CimProperty.of(
                              "Handler", CimType.REFERENCE, CimValue.of(destination))))));
    }
    return all;
  }

  private static boolean refers(NamedInstance subscription, String reference, InstancePath to) {
    return subscription.instance().path(reference).filter(to::names).isPresent();
  }

  private static String nameOf(NamedInstance one) {
    return one.path().key("Name").flatMap(CimValue::asText).orElse("");
  }

  private List<NamedInstance> all(String server, String className)
      throws WbemError, ExchangeFailed {
    WbemServer target = server(server);
    List<NamedInstance> placed = new ArrayList<>();
    for (NamedInstance one : target.connection().enumerateInstances(target.interop(), className)) {
      placed.add(new NamedInstance(one.path(), inPlace(one.instance(), target.interop())));
    }
    return placed;
  }

  /** References in properties may leave their namespace out. */
  private static CimInstance inPlace(CimInstance instance, String namespace) {
    CimInstance placed = instance;
    for (CimProperty property : instance.properties()) {
      Optional<InstancePath> path = property.value().flatMap(CimValue::asPath);
      if (path.isPresent()) {
        placed =
            placed.with(
                CimProperty.of(
                    property.name(), CimType.REFERENCE, CimValue.of(path.get().in(namespace))));
      }
    }
    return placed;
  }

  private boolean isOwned(String what, InstancePath path) {
    String name = path.key("Name").flatMap(CimValue::asText).orElse("");
    String prefix = "pywbem" + what + ":" + id + ":";
    return name.startsWith(prefix) && name.indexOf(':', prefix.length()) < 0;
  }

  /** All destinations on a server. */
  public List<NamedInstance> destinations(String server) throws WbemError, ExchangeFailed {
    return all(server, DESTINATION);
  }

  /** Those that this manager, or an earlier one of its id, has made. */
  public List<NamedInstance> ownedDestinations(String server) throws WbemError, ExchangeFailed {
    return destinations(server).stream().filter(one -> isOwned("destination", one.path())).toList();
  }

  /** All filters on a server, those that were there from the start included. */
  public List<NamedInstance> filters(String server) throws WbemError, ExchangeFailed {
    return all(server, FILTER);
  }

  /** Those that this manager, or an earlier one of its id, has made. */
  public List<NamedInstance> ownedFilters(String server) throws WbemError, ExchangeFailed {
    return filters(server).stream().filter(one -> isOwned("filter", one.path())).toList();
  }

  /** All subscriptions on a server. */
  public List<NamedInstance> subscriptions(String server) throws WbemError, ExchangeFailed {
    return all(server, SUBSCRIPTION);
  }

  /** Those whose filter or destination is owned. */
  public List<NamedInstance> ownedSubscriptions(String server) throws WbemError, ExchangeFailed {
    return subscriptions(server).stream()
        .filter(
            one ->
                one.instance().path("Filter").filter(p -> isOwned("filter", p)).isPresent()
                    || one.instance()
                        .path("Handler")
                        .filter(p -> isOwned("destination", p))
                        .isPresent())
        .toList();
  }

  /** Removes subscriptions. */
  public void removeSubscriptions(String server, Collection<InstancePath> paths)
      throws WbemError, ExchangeFailed {
    WbemServer target = server(server);
    for (InstancePath path : paths) {
      target.connection().deleteInstance(path);
    }
  }

  /** Removes a filter or a destination that no subscription refers to. */
  public void remove(String server, InstancePath path) throws WbemError, ExchangeFailed {
    WbemServer target = server(server);
    List<InstancePath> users = target.connection().referenceNames(path, SUBSCRIPTION);
    if (!users.isEmpty()) {
      throw new WbemError(
          WbemError.FAILED,
          path + " is referred to by " + users.size() + " subscriptions; remove those first");
    }
    target.connection().deleteInstance(path);
  }

  /**
   * Removes a server with all that is owned on it: subscriptions, filters, destinations. What is
   * gone already is fine; another error does not keep the rest from being removed, and is thrown at
   * the end.
   */
  public void removeServer(String server) throws WbemError, ExchangeFailed {
    WbemServer target = server(server);
    List<NamedInstance> owned = new ArrayList<>(ownedSubscriptions(server));
    owned.addAll(ownedFilters(server));
    owned.addAll(ownedDestinations(server));
    Optional<WbemError> first = Optional.empty();
    for (NamedInstance one : owned) {
      try {
        target.connection().deleteInstance(one.path());
      } catch (WbemError error) {
        if (error.code() != WbemError.NOT_FOUND) {
          first.ifPresent(error::addSuppressed);
          first = Optional.of(error);
        }
      }
    }
    if (first.isPresent()) {
      throw first.get();
    }
    servers.remove(server);
  }

  /** The servers that were added, by their names. */
  public List<String> servers() {
    return List.copyOf(servers.keySet());
  }

  /** Forgets the servers, and leaves on them what is there, for a later manager of the same id. */
  public void forget() {
    servers.clear();
  }

  /** Removes every server; one that fails does not keep the others from being cleaned up. */
  @Override
  public void close() throws WbemError, ExchangeFailed {
    Optional<Exception> first = Optional.empty();
    for (String server : servers()) {
      try {
        removeServer(server);
      } catch (WbemError | ExchangeFailed failure) {
        servers.remove(server);
        first.ifPresent(failure::addSuppressed);
        first = Optional.of(failure);
      }
    }
    if (first.isPresent() && first.get() instanceof WbemError error) {
      throw error;
    }
    if (first.isPresent() && first.get() instanceof ExchangeFailed failure) {
      throw failure;
    }
  }
}
