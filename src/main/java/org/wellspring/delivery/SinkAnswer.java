package org.wellspring.delivery;

import java.time.Duration;
import java.util.Optional;
import org.wellspring.model.Bytes;

/** What came back from a sink, before a protocol has read it. */
public sealed interface SinkAnswer {
  /**
   * An HTTP response; over UDP, a datagram that was handed to the network counts as status 202.
   *
   * @param body at most 64 KiB; what is beyond was cut off
   * @param retryAfter from the header of that name, in seconds form
   */
  record Answered(int status, String contentType, Bytes body, Optional<Duration> retryAfter)
      implements SinkAnswer {}

  /**
   * No connection, or it broke before an answer was complete; the message may or may not have
   * arrived.
   */
  record Unreachable(String why, Silence silence) implements SinkAnswer {
    public Unreachable(String why) {
      this(why, Silence.NO_CONNECTION);
    }
  }

  /** How far a message came that was not answered. */
  enum Silence {
    /** No connection was made, or it broke with an error. */
    NO_CONNECTION,
    /** The sink took the message and closed the connection without a word. */
    CLOSED_WITHOUT_ANSWER
  }

  /** No complete answer within the message's time; it may or may not have arrived. */
  record TimedOut(Duration after) implements SinkAnswer {}

  /**
   * The message was not sent because policy forbids the address, or it is larger than the transport
   * carries.
   */
  record NotSent(String why) implements SinkAnswer {}
}
