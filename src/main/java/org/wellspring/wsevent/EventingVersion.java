package org.wellspring.wsevent;

import java.util.Optional;
import org.wellspring.soap.Ns;

/** The two versions of WS-Eventing. The action of a request decides. */
enum EventingVersion {
  AUGUST_2004(Ns.WSE, "Expires"),
  W3C_2011(Ns.WSE11, "GrantedExpires");

  static final String PUSH = Ns.WSE + "/DeliveryModes/Push";

  /** Namespace of the reference parameter that names a subscription in the W3C version. */
  static final String OURS = "urn:wellspring:eventing";

  static final String SUBSCRIPTION_ID = "SubscriptionID";

  private final String namespace;
  private final String granted;

  EventingVersion(String namespace, String granted) {
    this.namespace = namespace;
    this.granted = granted;
  }

  String namespace() {
    return namespace;
  }

  /** An action or status URI: {@code uri("Subscribe")}. */
  String uri(String name) {
    return namespace + "/" + name;
  }

  /** Local name of the element that tells the lease. */
  String granted() {
    return granted;
  }

  static Optional<EventingVersion> ofNamespace(String namespace) {
    for (EventingVersion version : values()) {
      if (version.namespace.equals(namespace)) {
        return Optional.of(version);
      }
    }
    return Optional.empty();
  }

  static Optional<EventingVersion> ofAction(String action) {
    return ofNamespace(action.substring(0, Math.max(0, action.lastIndexOf('/'))));
  }
}
