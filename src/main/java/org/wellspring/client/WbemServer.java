package org.wellspring.client;

import java.util.List;
import java.util.Optional;
import org.wellspring.cim.CimValue;
import org.wellspring.cim.InstancePath;
import org.wellspring.cim.NamedInstance;

/**
 * What a {@link SubscriptionManager} knows of a server.
 *
 * @param interop the name of its Interop namespace
 * @param systemName what its instances are to have as SystemName
 */
record WbemServer(WbemConnection connection, String interop, String systemName) {
  /** Names that Interop namespaces have, in the order in which they are tried. */
  private static final List<String> INTEROP = List.of("interop", "root/interop", "root/PG_Interop");

  static WbemServer find(WbemConnection connection) throws WbemError, ExchangeFailed {
    String interop = interop(connection);
    List<NamedInstance> managers = connection.enumerateInstances(interop, "CIM_ObjectManager");
    if (managers.size() != 1) {
      throw new ExchangeFailed(
          connection.url() + " has " + managers.size() + " object managers; one is expected");
    }
    String system =
        managers
            .get(0)
            .instance()
            .text("SystemName")
            .orElseThrow(
                () -> new ExchangeFailed(connection.url() + " says no SystemName of itself"));
    return new WbemServer(connection, interop, system);
  }

  private static String interop(WbemConnection connection) throws WbemError, ExchangeFailed {
    for (String tried : INTEROP) {
      try {
        List<InstancePath> namespaces = connection.enumerateInstanceNames(tried, "CIM_Namespace");
        return namespaces.stream()
            .flatMap(path -> path.key("Name").flatMap(CimValue::asText).stream())
            .map(name -> name.startsWith("/") ? name.substring(1) : name)
            .filter(tried::equalsIgnoreCase)
            .findFirst()
            .orElse(tried);
      } catch (WbemError error) {
        Optional<String> there =
            error.code() == WbemError.INVALID_CLASS || error.code() == WbemError.NOT_FOUND
                ? Optional.of(tried)
                : Optional.empty();
        if (there.isPresent()) {
          return tried;
        }
        if (error.code() != WbemError.INVALID_NAMESPACE) {
          throw error;
        }
      }
    }
    throw new ExchangeFailed(
        connection.url() + " has none of the Interop namespaces " + String.join(", ", INTEROP));
  }
}
