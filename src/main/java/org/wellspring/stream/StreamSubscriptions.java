package org.wellspring.stream;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;
import org.wellspring.model.Principal;
import org.wellspring.model.Subscription;
import org.wellspring.model.SubscriptionId;
import org.wellspring.subscription.SubscriptionService;

/** Those of the server's subscriptions that were made here. */
final class StreamSubscriptions {
  /** This API writes ids without it. */
  private static final String PREFIX = "uuid:";

  private final SubscriptionService subscriptions;

  StreamSubscriptions(SubscriptionService subscriptions) {
    this.subscriptions = subscriptions;
  }

  /** An id as this API shows it. */
  static String shown(SubscriptionId id) {
    return id.value().startsWith(PREFIX) ? id.value().substring(PREFIX.length()) : id.value();
  }

  private static SubscriptionId read(String shown) {
    return new SubscriptionId(shown.startsWith(PREFIX) ? shown : PREFIX + shown);
  }

  /** All that the caller may manage, in the order of their ids. */
  List<Subscription> of(Principal who) {
    return subscriptions.view().stream()
        .filter(StreamSubscriptions::isOurs)
        .filter(one -> who.mayManage(one.owner()))
        .toList();
  }

  /** One that the caller may manage; fails with a {@link StreamProblem}: 404, 403. */
  CompletableFuture<Subscription> require(Principal who, String id) {
    return subscriptions
        .status(who, read(id))
        .handle((found, failure) -> known(id, found, failure))
        .thenApply(
            found -> {
              if (!isOurs(found)) {
                throw unknown(id);
              }
              return found;
            });
  }

  /** Ends one that {@link #require} would give. */
  CompletableFuture<Subscription> unsubscribe(Principal who, String id) {
    return require(who, id)
        .thenCompose(found -> subscriptions.unsubscribe(who, found.id()))
        .handle((ended, failure) -> known(id, ended, failure));
  }

  private static Subscription known(
      String id, @Nullable Subscription found, @Nullable Throwable failure) {
    if (found != null) {
      return found;
    }
    if (isUnknown(failure)) {
      throw unknown(id);
    }
    throw failure instanceof CompletionException wrapped
        ? wrapped
        : new CompletionException(failure);
  }

  /** Whether it is over, and not only that the server stops. */
  CompletableFuture<Boolean> isOver(Subscription subscription) {
    return subscriptions
        .status(new Principal("", Principal.Role.ADMIN), subscription.id())
        .handle((found, failure) -> isUnknown(failure));
  }

  /** Of the faults of a look-up, all but those that are about the caller or the moment. */
  private static boolean isUnknown(@Nullable Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException wrapped && wrapped.getCause() != null
            ? wrapped.getCause()
            : failure;
    return cause instanceof FaultException fault
        && fault.code() != FaultCode.ACCESS_DENIED
        && fault.code() != FaultCode.QUOTA
        && fault.code() != FaultCode.SOURCE_UNABLE;
  }

  private static boolean isOurs(Subscription subscription) {
    return subscription.terms().stream().isPresent();
  }

  private static StreamProblem unknown(String id) {
    return new StreamProblem(
        404,
        "subscriptionId",
        "there is no stream subscription " + Fields.quoted(id) + ": it was never made, or is over");
  }
}
