package org.wellspring.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** How events reach the subscriber. A new mode fails to compile wherever it matters. */
public sealed interface DeliveryMode {
  /** The labels of all modes. */
  List<String> LABELS = List.of("push", "pushwithack", "batched", "pull", "trap");

  <R> R accept(Cases<R> cases);

  /** A word for metrics and people. */
  String label();

  /** One event per message, no acknowledgement. WS-Eventing 2004/08. */
  record Push() implements DeliveryMode {
    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.push(this);
    }

    @Override
    public String label() {
      return "push";
    }
  }

  /** One event per message; the next one waits for the Ack of this one. DSP0226 §10.2.9.3. */
  record PushWithAck() implements DeliveryMode {
    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.pushWithAck(this);
    }

    @Override
    public String label() {
      return "pushwithack";
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

    @Override
    public String label() {
      return "batched";
    }
  }

  /** The subscriber collects. DSP0226 §10.2.9.5. */
  record Pull() implements DeliveryMode {
    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.pull(this);
    }

    @Override
    public String label() {
      return "pull";
    }
  }

  /** UDP multicast to a group shared by all who asked for the same. October 2004. */
  record Trap() implements DeliveryMode {
    @Override
    public <R> R accept(Cases<R> cases) {
      return cases.trap(this);
    }

    @Override
    public String label() {
      return "trap";
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
