package org.wellspring.model;

import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Optional;

/**
 * What a subscriber asked for and was granted, the lease apart. All protocols ask in these terms.
 *
 * @param notation which protocol's messages to write: a tag that only the front doors interpret
 * @param managerAddress address under which the subscriber reached us; it names the subscription
 *     manager
 * @param resource the resource subscribed to
 * @param selectors one instance of it; empty: all
 * @param notifyTo where events go; empty in Pull and Trap mode
 * @param endTo where SubscriptionEnd goes; empty: never sent
 * @param envelopeLimit largest message towards the sink
 * @param heartbeat interval after which an idle subscription is sent a heartbeat
 * @param charset of messages to the sink
 * @param stream for subscriptions made over the REST front door
 */
public record SubscriptionTerms(
    String notation,
    String managerAddress,
    ResourceUri resource,
    SelectorSet selectors,
    DeliveryMode mode,
    Optional<EndpointReference> notifyTo,
    Optional<EndpointReference> endTo,
    Optional<FilterSpec> filter,
    Optional<EnvelopeLimit> envelopeLimit,
    Optional<Duration> heartbeat,
    Optional<ConnectionRetry> retry,
    BookmarkWish bookmarks,
    StartAt startAt,
    Charset charset,
    Optional<SinkCredentials> credentials,
    Optional<StreamTerms> stream) {

  /** Terms of a protocol other than REST streams. */
  public SubscriptionTerms(
      String notation,
      String managerAddress,
      ResourceUri resource,
      SelectorSet selectors,
      DeliveryMode mode,
      Optional<EndpointReference> notifyTo,
      Optional<EndpointReference> endTo,
      Optional<FilterSpec> filter,
      Optional<EnvelopeLimit> envelopeLimit,
      Optional<Duration> heartbeat,
      Optional<ConnectionRetry> retry,
      BookmarkWish bookmarks,
      StartAt startAt,
      Charset charset,
      Optional<SinkCredentials> credentials) {
    this(
        notation,
        managerAddress,
        resource,
        selectors,
        mode,
        notifyTo,
        endTo,
        filter,
        envelopeLimit,
        heartbeat,
        retry,
        bookmarks,
        startAt,
        charset,
        credentials,
        Optional.empty());
  }

  /** Whether the subscriber wants bookmarks in its events. DSP0226 §10.2.6. */
  public enum BookmarkWish {
    SEND,
    OMIT
  }
}
