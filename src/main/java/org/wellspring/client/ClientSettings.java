package org.wellspring.client;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How to reach a server.
 *
 * @param base the address of the WS-Management endpoint, http or https
 * @param credentials sent with every request to the host of {@code base}, and to no other
 * @param timeout for one whole operation; the server is told of it as {@code OperationTimeout}
 */
public record ClientSettings(
    URI base,
    Optional<Credentials> credentials,
    Generation generation,
    Duration timeout,
    WireTap tap) {

  public static ClientSettings of(URI base) {
    return new ClientSettings(
        base, Optional.empty(), Generation.DMTF, Duration.ofSeconds(60), WireTap.NONE);
  }

  public ClientSettings with(Credentials user) {
    return new ClientSettings(base, Optional.of(user), generation, timeout, tap);
  }

  public ClientSettings with(Generation other) {
    return new ClientSettings(base, credentials, other, timeout, tap);
  }

  public ClientSettings with(Duration operationTimeout) {
    return new ClientSettings(base, credentials, generation, operationTimeout, tap);
  }

  public ClientSettings with(WireTap wireTap) {
    return new ClientSettings(base, credentials, generation, timeout, wireTap);
  }
}
