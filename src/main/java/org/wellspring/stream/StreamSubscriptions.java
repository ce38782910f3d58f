package org.wellspring.stream;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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
        .handle(
            (found, failure) -> {
              if (failure != null) {
                throw StreamProblem.of(failure)
                    .map(problem -> problem.status() == 404 ? unknown(id) : problem)
                    .<RuntimeException>map(problem -> problem)
                    .orElseGet(() -> new IllegalStateException(failure));
              }
              if (!isOurs(found)) {
                throw unknown(id);
              }
              return found;
            });
  }

  /** Whether it is over, and not only that the server stops. */
  CompletableFuture<Boolean> isOver(Subscription subscription) {
    return subscriptions
        .status(new Principal("", Principal.Role.ADMIN), subscription.id())
        .handle((found, failure) -> isUnknown(failure));
  }

  private static boolean isUnknown(@org.jspecify.annotations.Nullable Throwable failure) {
    Throwable cause = Optional.ofNullable(failure).map(Throwable::getCause).orElse(failure);
    return cause instanceof FaultException fault
        && fault.code() == FaultCode.INVALID_EVENTING_MESSAGE;
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
