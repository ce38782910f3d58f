package org.wellspring.server;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.function.Function;
import org.wellspring.security.SinkPolicy;
import org.wellspring.subscription.SinkGate;

/** Asks the sink policy about an address at Subscribe; the sender asks again when it connects. */
final class PolicySinkGate implements SinkGate {
  private final SinkPolicy policy;

  PolicySinkGate(SinkPolicy policy) {
    this.policy = policy;
  }

  @Override
  public Optional<String> refuse(String address) {
    return refuse(
        address, host -> Optional.of("The host " + host + " in the sink's address is not known."));
  }

  @Override
  public Optional<String> refuseIfKnown(String address) {
    return refuse(address, host -> Optional.empty());
  }

  private Optional<String> refuse(String address, Function<String, Optional<String>> whenNotKnown) {
    Optional<String> form = policy.refuseUri(address);
    if (form.isPresent()) {
      return form;
    }
    URI uri = URI.create(address);
    int port =
        uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    try {
      for (InetAddress resolved : InetAddress.getAllByName(uri.getHost())) {
        Optional<String> refused = policy.refuse(resolved, port);
        if (refused.isPresent()) {
          return refused;
        }
      }
      return Optional.empty();
    } catch (UnknownHostException e) {
      return whenNotKnown.apply(uri.getHost());
    }
  }
}
