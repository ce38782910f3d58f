package org.wellspring.model;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** How events reach the subscriber. A new mode fails to compile wherever it matters. */
public sealed interface DeliveryMode {
  <R> R accept(Cases<R> cases);

  /** A word for metrics and people. */
  default String label() {
    return getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
  }

  /** One event per message, no acknowledgement. WS-Eventing 2004/08. */
  record Push() implements DeliveryMode {
    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.push(this);
    }
  }

  /** One event per message; the next one waits for the Ack of this one. DSP0226 §10.2.9.3. */
  record PushWithAck() implements DeliveryMode {
    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.pushWithAck(this);
    }
  }

  /**
   * Whether a batch has to be acknowledged by an Ack message, or by the HTTP status alone (October
   * 2004).
   */
  enum Acknowledgement {
    ACK,
    HTTP_STATUS
  }

  /**
   * Batches; the next one waits for the acknowledgement of this one. DSP0226 §10.2.9.4; {@code
   * Batched} in October 2004.
   *
   * @param maxElements events per batch, at least 1
   * @param maxCharacters of the serialised Events element (October 2004)
   * @param maxTime from the first queued event to sending
   */
  record Batched(
      OptionalInt maxElements,
      OptionalLong maxCharacters,
      Optional<Duration> maxTime,
      Acknowledgement acknowledgement)
      implements DeliveryMode {
    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.batched(this);
    }
  }

  /** The subscriber collects. DSP0226 §10.2.9.5. */
  record Pull() implements DeliveryMode {
    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.pull(this);
    }
  }

  /** UDP multicast to a group shared by all who asked for the same. October 2004. */
  record Trap() implements DeliveryMode {
    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.trap(this);
    }
  }

  /** One answer per mode. */
  interface Cases<R> {
    R push(Push mode);

    R pushWithAck(PushWithAck mode);

    R batched(Batched mode);

    R pull(Pull mode);

    R trap(Trap mode);
  }
}
