package org.wellspring.stream;

import java.time.Duration;
import java.util.Optional;

/**
 * How the front door behaves.
 *
 * @param maxRequest octets of a request's body, setting http.max-request
 * @param publicUrl of {@code /stream}, when it is not what clients write
 * @param plainCredentials whether passwords of destinations are taken in clear from other machines
 * @param tokenValidity how long a login is good for
 * @param heartbeat for streams of Server-Sent Events that are idle
 * @param maxReaders streams of Server-Sent Events at once
 * @param messageTimeout for the answer of a destination
 */
public record StreamSettings(
    long maxRequest,
    Optional<String> publicUrl,
    PlainCredentials plainCredentials,
    Duration tokenValidity,
    Duration heartbeat,
    int maxReaders,
    Duration messageTimeout) {

  /** Whether they are taken over plain http from other machines. */
  public enum PlainCredentials {
    REFUSE,
    ACCEPT
  }
}
