package org.wellspring.client;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.wellspring.model.EndpointReference;
import org.wellspring.model.FilterSpec;
import org.wellspring.model.OversizePolicy;

/**
 * What to ask for in a Subscribe. Everything optional but the mode, and {@code notifyTo} in the
 * modes that push.
 *
 * @param expires an {@code xs:duration} or {@code xs:dateTime}, sent as written
 * @param maxEnvelope largest message to the sink, in octets
 */
public record SubscribeOptions(
    Mode mode,
    Optional<EndpointReference> notifyTo,
    Optional<EndpointReference> endTo,
    Optional<String> expires,
    Optional<FilterSpec> filter,
    BatchLimits batch,
    OptionalLong maxEnvelope,
    Optional<OversizePolicy> oversize,
    Optional<Duration> heartbeats,
    BookmarkChoice bookmarks) {

  public SubscribeOptions {
    if (mode.needsNotifyTo() && notifyTo.isEmpty()) {
      throw new IllegalArgumentException("mode " + mode + " needs an address to deliver to");
    }
  }

  public static Builder pull() {
    return new Builder(Mode.PULL);
  }

  public static Builder trap() {
    return new Builder(Mode.TRAP);
  }

  /** One of the modes that deliver to an HTTP address. */
  public static Builder to(Mode mode, EndpointReference sink) {
    return new Builder(mode).notifyTo(sink);
  }

  public static Builder of(Mode mode) {
    return new Builder(mode);
  }

  /** Collects the options. Not for use by several threads. */
  public static final class Builder {
    private final Mode mode;
    private Optional<EndpointReference> notifyTo = Optional.empty();
    private Optional<EndpointReference> endTo = Optional.empty();
    private Optional<String> expires = Optional.empty();
    private Optional<FilterSpec> filter = Optional.empty();
    private BatchLimits batch = BatchLimits.NONE;
    private OptionalLong maxEnvelope = OptionalLong.empty();
    private Optional<OversizePolicy> oversize = Optional.empty();
    private Optional<Duration> heartbeats = Optional.empty();
    private BookmarkChoice bookmarks = BookmarkChoice.NONE;

    private Builder(Mode mode) {
      this.mode = mode;
    }

    public Builder notifyTo(EndpointReference sink) {
      notifyTo = Optional.of(sink);
      return this;
    }

    public Builder endTo(EndpointReference sink) {
      endTo = Optional.of(sink);
      return this;
    }

    public Builder expires(Duration lease) {
      return expires(lease.toString());
    }

    /** A duration or a point in time, as XML Schema writes them. */
    public Builder expires(String durationOrDateTime) {
      expires = Optional.of(durationOrDateTime);
      return this;
    }

    public Builder filter(FilterSpec spec) {
      filter = Optional.of(spec);
      return this;
    }

    public Builder batch(BatchLimits limits) {
      batch = limits;
      return this;
    }

    public Builder maxEnvelope(long octets) {
      maxEnvelope = OptionalLong.of(octets);
      return this;
    }

    /** What becomes of an event that is larger than {@code maxEnvelope}. */
    public Builder oversize(OversizePolicy policy) {
      oversize = Optional.of(policy);
      return this;
    }

    public Builder heartbeats(Duration interval) {
      heartbeats = Optional.of(interval);
      return this;
    }

    public Builder bookmarks(BookmarkChoice choice) {
      bookmarks = choice;
      return this;
    }

    public SubscribeOptions build() {
      return new SubscribeOptions(
          mode,
          notifyTo,
          endTo,
          expires,
          filter,
          batch,
          maxEnvelope,
          oversize,
          heartbeats,
          bookmarks);
    }
  }
}
