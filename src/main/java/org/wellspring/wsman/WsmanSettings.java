package org.wellspring.wsman;

import java.time.Duration;
import java.util.Optional;
import org.wellspring.soap.Addressing.Strictness;

/**
 * How the front door behaves.
 *
 * @param senderFaultStatus HTTP status of faults that blame the sender: 500 as Windows does, or 400
 *     as SOAP's binding says
 * @param defaultTimeout OperationTimeout of clients that name none
 * @param maxTimeout longest OperationTimeout honoured
 * @param replyTo whether a missing ReplyTo is refused
 * @param maxElements most items in one reply
 * @param maxReply octets of a reply when the client names no MaxEnvelopeSize
 * @param managerAddress told to subscribers as the address of their subscription manager; empty:
 *     the one they used
 * @param trap whether UDP multicast is offered
 * @param plainCredentials whether sink passwords are accepted without TLS from other machines
 */
public record WsmanSettings(
    int senderFaultStatus,
    Duration defaultTimeout,
    Duration maxTimeout,
    Strictness replyTo,
    int maxElements,
    long maxReply,
    Optional<String> managerAddress,
    Trap trap,
    PlainCredentials plainCredentials) {

  /** Whether this server delivers by UDP multicast. */
  public enum Trap {
    OFFERED,
    NOT_OFFERED
  }

  /** Whether sink passwords are taken in clear text from other machines. */
  public enum PlainCredentials {
    REFUSE,
    ACCEPT
  }

  public static final WsmanSettings DEFAULTS =
      new WsmanSettings(
          500,
          Duration.ofSeconds(60),
          Duration.ofMinutes(10),
          Strictness.LENIENT,
          10_000,
          512 * 1024,
          Optional.empty(),
          Trap.OFFERED,
          PlainCredentials.REFUSE);
}
