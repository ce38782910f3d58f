package org.wellspring.wbem;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.wellspring.cim.CimException;
import org.wellspring.cim.CimStatus;
import org.wellspring.fault.FaultException;
import org.wellspring.model.LeaseWish;
import org.wellspring.model.Principal;
import org.wellspring.model.Subscription;
import org.wellspring.model.SubscriptionId;
import org.wellspring.subscription.SubscribeRequest;
import org.wellspring.subscription.SubscriptionService;

/** The one subscription service that there is. */
final class ServiceEngine implements IndicationEngine {
  private static final Principal SERVER = new Principal("", Principal.Role.ADMIN);

  private final SubscriptionService service;

  ServiceEngine(SubscriptionService service) {
    this.service = service;
  }

  @Override
  public CompletableFuture<SubscriptionId> open(Principal who, IndicationTerms terms) {
    return service
        .subscribe(new SubscribeRequest(who, terms.toTerms(), new LeaseWish.Permanent()))
        .handle(
            (made, failure) -> {
              if (failure != null) {
                throw refused(failure);
              }
              return made.id();
            });
  }

  private static RuntimeException refused(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (!(cause instanceof FaultException fault)) {
      return new CompletionException(cause);
    }
    CimStatus status =
        switch (fault.code()) {
          case QUOTA -> CimStatus.SERVER_LIMITS_EXCEEDED;
          case SINK_UNUSABLE -> CimStatus.INVALID_PARAMETER;
          case CANNOT_PROCESS_FILTER -> CimStatus.INVALID_QUERY;
          case ACCESS_DENIED -> CimStatus.ACCESS_DENIED;
          default -> CimStatus.FAILED;
        };
    return new CimException(status, fault.reason());
  }

  @Override
  public CompletableFuture<Void> close(SubscriptionId id) {
    return service
        .unsubscribe(SERVER, id)
        .handle(
            (ended, failure) -> {
              if (failure != null && !isOver(failure)) {
                throw refused(failure);
              }
              return null;
            });
  }

  private boolean isOver(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof FaultException fault
        && fault.code() == org.wellspring.fault.FaultCode.INVALID_EVENTING_MESSAGE;
  }

  @Override
  public Map<SubscriptionId, IndicationTerms> live() {
    Map<SubscriptionId, IndicationTerms> live = new LinkedHashMap<>();
    for (Subscription subscription : service.view()) {
      if (subscription.terms().notation().equals(IndicationTerms.NOTATION)) {
        live.put(subscription.id(), IndicationTerms.of(subscription.terms()));
      }
    }
    return live;
  }
}
