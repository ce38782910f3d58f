package org.wellspring.model;

/**
 * What becomes of an event that does not fit the subscriber's envelope limit. DSP0226 §10.2.9.4,
 * MaxEnvelopeSize/@Policy.
 */
public enum OversizePolicy {
  /** End the subscription. */
  CANCEL_SUBSCRIPTION("CancelSubscription"),
  /** Leave the event out. */
  SKIP("Skip"),
  /** Leave the event out and report a dropped event. The default. */
  NOTIFY("Notify");

  private final String wireName;

  OversizePolicy(String wireName) {
    this.wireName = wireName;
  }

  public String wireName() {
    return wireName;
  }
}
