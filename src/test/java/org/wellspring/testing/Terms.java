package org.wellspring.testing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.wellspring.model.ConnectionRetry;
import org.wellspring.model.DeliveryMode;
import org.wellspring.model.EndpointReference;
import org.wellspring.model.EnvelopeLimit;
import org.wellspring.model.FilterSpec;
import org.wellspring.model.Lease;
import org.wellspring.model.LogPosition;
import org.wellspring.model.OversizePolicy;
import org.wellspring.model.SelectorSet;
import org.wellspring.model.StartAt;
import org.wellspring.model.StreamTerms;
import org.wellspring.model.Subscription;
import org.wellspring.model.SubscriptionId;
import org.wellspring.model.SubscriptionTerms;

/**
 * Builds the terms of a subscription: all events of the fountains, pushed, unless told otherwise.
 */
public final class Terms {
  public static final String XPATH = "http://www.w3.org/TR/1999/REC-xpath-19991116";

  private DeliveryMode mode = new DeliveryMode.Push();
  private String sink = "http://sink.test/events";
  private SelectorSet selectors = SelectorSet.NONE;
  private Optional<FilterSpec> filter = Optional.empty();
  private Optional<EnvelopeLimit> limit = Optional.empty();
  private Optional<Duration> heartbeat = Optional.empty();
  private Optional<ConnectionRetry> retry = Optional.empty();
  private Optional<StreamTerms> stream = Optional.empty();
  private StartAt startAt = new StartAt.Now();

  public Terms mode(DeliveryMode how) {
    mode = how;
    return this;
  }

  public Terms sink(String address) {
    sink = address;
    return this;
  }

  public Terms selectors(SelectorSet wanted) {
    selectors = wanted;
    return this;
  }

  public Terms xpath(String expression) {
    filter =
        Optional.of(new FilterSpec(XPATH, expression, Map.of("f", Events.NS), Optional.empty()));
    return this;
  }

  public Terms filter(FilterSpec spec) {
    filter = Optional.of(spec);
    return this;
  }

  public Terms limit(long octets, OversizePolicy policy) {
    limit = Optional.of(new EnvelopeLimit(octets, policy));
    return this;
  }

  public Terms heartbeat(Duration interval) {
    heartbeat = Optional.of(interval);
    return this;
  }

  public Terms retry(Duration interval, long total) {
    retry = Optional.of(new ConnectionRetry(interval, OptionalLong.of(total)));
    return this;
  }

  public Terms named(String name) {
    stream = Optional.of(new StreamTerms(name, Optional.empty()));
    return this;
  }

  public Terms startAt(StartAt where) {
    startAt = where;
    return this;
  }

  public SubscriptionTerms build() {
    boolean collects = mode instanceof DeliveryMode.Pull || mode instanceof DeliveryMode.Trap;
    return new SubscriptionTerms(
        "plain",
        "http://localhost:5985/wsman",
        Events.FOUNTAINS,
        selectors,
        mode,
        collects ? Optional.empty() : Optional.of(EndpointReference.to(sink)),
        Optional.of(EndpointReference.to(sink)),
        filter,
        limit,
        heartbeat,
        retry,
        SubscriptionTerms.BookmarkWish.OMIT,
        startAt,
        StandardCharsets.UTF_8,
        Optional.empty(),
        stream);
  }

  /** A subscription with these terms that begins at a position and lasts an hour. */
  public Subscription subscription(String id, long start) {
    return new Subscription(
        new SubscriptionId(id),
        "alice",
        VirtualTime.START,
        build(),
        new Lease(
            VirtualTime.START.plus(Duration.ofHours(1)), VirtualTime.START, Lease.Form.DURATION),
        new LogPosition(start),
        Optional.empty());
  }
}
