package org.wellspring.subscription;

import java.time.Instant;
import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;
import org.wellspring.model.LeaseWish;
import org.wellspring.model.LogPosition;
import org.wellspring.model.Principal;
import org.wellspring.model.StartAt;
import org.wellspring.model.Subscription;
import org.wellspring.model.SubscriptionId;

/** Decides. Pure: no clock, no I/O, no thread; a decision is a value or a fault. */
final class SubscriptionMachine {
  private final SubscriptionLimits limits;
  private final LeasePolicy leases;

  SubscriptionMachine(SubscriptionLimits limits) {
    this.limits = limits;
    this.leases = new LeasePolicy(limits);
  }

  /** The part of the log that exists at the moment of a Subscribe. */
  record LogExtent(LogPosition tail, LogPosition head) {}

  Subscription subscribe(
      SubscriptionState state,
      SubscribeRequest request,
      SubscriptionId id,
      LogExtent log,
      Instant now) {
    String owner = request.who().name();
    checkQuota(state, owner);
    request.terms().stream().ifPresent(stream -> checkName(state, owner, stream.name()));
    return new Subscription(
        id,
        owner,
        now,
        request.terms(),
        leases.grant(request.lease(), now),
        start(request.terms().startAt(), log),
        java.util.Optional.empty());
  }

  private void checkQuota(SubscriptionState state, String owner) {
    if (state.total() >= limits.maxTotal()) {
      throw new FaultException(
          FaultCode.QUOTA,
          "This server holds "
              + limits.maxTotal()
              + " subscriptions and takes no more (setting subscription.max-total).");
    }
    if (state.ownedBy(owner) >= limits.maxPerPrincipal()) {
      throw new FaultException(
          FaultCode.QUOTA,
          "You hold "
              + limits.maxPerPrincipal()
              + " subscriptions, the most one user may have (setting subscription.max-per-principal).");
    }
  }

  private static void checkName(SubscriptionState state, String owner, String name) {
    if (state.isNameTaken(owner, name)) {
      throw new FaultException(
          FaultCode.ALREADY_EXISTS, "You have a subscription with the name " + name + " already.");
    }
  }

  private static LogPosition start(StartAt startAt, LogExtent log) {
    if (startAt instanceof StartAt.Earliest) {
      return log.tail();
    }
    if (!(startAt instanceof StartAt.After after)) {
      return log.head();
    }
    LogPosition next = after.position().next();
    if (next.isBefore(log.tail())) {
      throw new FaultException(
          FaultCode.BOOKMARK_EXPIRED,
          "The events after this bookmark are no longer kept; the oldest one kept is "
              + log.tail().value()
              + ". Subscribe without a bookmark, or with the earliest one.");
    }
    if (log.head().isBefore(next)) {
      throw new FaultException(
          FaultCode.BOOKMARK_INVALID, "This bookmark was not given out by this server.");
    }
    return next;
  }

  /** A failed Renew leaves the lease as it was. */
  Subscription renew(
      SubscriptionState state, Principal who, SubscriptionId id, LeaseWish wish, Instant now) {
    Subscription found = require(state, who, id, FaultCode.UNABLE_TO_RENEW, now);
    return found.withLease(leases.grant(wish, now));
  }

  Subscription require(
      SubscriptionState state, Principal who, SubscriptionId id, FaultCode ifUnknown, Instant now) {
    Subscription found =
        state
            .find(id)
            .filter(s -> !s.lease().isOver(now))
            .orElseThrow(
                () ->
                    new FaultException(
                        ifUnknown,
                        "No subscription "
                            + id
                            + " here: it was never made, has expired, or was ended. Subscribe again."));
    if (!who.mayManage(found.owner())) {
      throw new FaultException(
          FaultCode.ACCESS_DENIED, "Subscription " + id + " belongs to another user.");
    }
    return found;
  }
}
