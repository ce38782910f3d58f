package org.wellspring.model;

/**
 * Why a subscription is over, and with it whether the sink is owed a SubscriptionEnd. WS-Eventing
 * 2004/08 §3.5.
 */
public enum EndReason {
  /** The subscriber asked for it. */
  UNSUBSCRIBED(Notice.NONE),
  /** The lease ran out. */
  EXPIRED(Notice.NONE),
  /** The sink answered {@code wsman:DeliveryRefused}: cancel and say nothing. DSP0226 R10.8-1. */
  REFUSED(Notice.NONE),
  /** Retries are spent, or an event did not fit and the subscriber asked to cancel then. */
  DELIVERY_FAILURE(Notice.OWED),
  SOURCE_SHUTTING_DOWN(Notice.OWED),
  /** Any other reason of ours: an operator, a broken filter, a resource that is gone. */
  SOURCE_CANCELLING(Notice.OWED);

  private enum Notice {
    NONE,
    OWED
  }

  private final Notice notice;

  EndReason(Notice notice) {
    this.notice = notice;
  }

  public boolean owesNotice() {
    return notice == Notice.OWED;
  }
}
