package org.wellspring.subscription;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;
import org.wellspring.filter.Filter;
import org.wellspring.lane.Lane;
import org.wellspring.log.EventLog;
import org.wellspring.log.StateStore;
import org.wellspring.metrics.MeterName;
import org.wellspring.metrics.Meters;
import org.wellspring.model.DeliveryMode;
import org.wellspring.model.EndReason;
import org.wellspring.model.Lease;
import org.wellspring.model.LeaseWish;
import org.wellspring.model.LogPosition;
import org.wellspring.model.MulticastGroup;
import org.wellspring.model.Principal;
import org.wellspring.model.Subscription;
import org.wellspring.model.SubscriptionId;
import org.wellspring.subscription.SubscriptionMachine.LogExtent;
import org.wellspring.time.TimeSource;
import org.wellspring.time.TimerKey;
import org.wellspring.time.Timers;

/**
 * Owns all subscriptions. Callable from any thread; every future completes on the subscription
 * lane, with a {@link FaultException} when the request is refused. A reply never comes before its
 * record is durable.
 */
public final class SubscriptionService {
  private static final Logger log = LoggerFactory.getLogger(SubscriptionService.class);

  /** Wait before an end is recorded again that the store did not take. */
  private static final Duration END_AGAIN = Duration.ofSeconds(5);

  /** What the service works with. */
  public record Parts(
      Lane lane,
      EventLog eventLog,
      StateStore store,
      SubscriptionCodec codec,
      SubscriptionVetting vetting,
      SubscriptionListener listener,
      TimeSource time,
      Timers timers,
      Meters meters,
      Supplier<SubscriptionId> ids) {}

  private final Parts parts;
  private final SubscriptionLimits limits;
  private final SubscriptionMachine machine;
  private final SubscriptionState state = new SubscriptionState();
  private final MulticastGroups groups;

  public SubscriptionService(Parts parts, SubscriptionLimits limits, GroupRange groupRange) {
    this.parts = parts;
    this.limits = limits;
    this.machine = new SubscriptionMachine(limits);
    this.groups = new MulticastGroups(groupRange);
    for (String mode : DeliveryMode.LABELS) {
      parts.meters.gauge(
          MeterName.SUBSCRIPTIONS,
          () -> view().stream().filter(s -> s.terms().mode().label().equals(mode)).count(),
          "mode",
          mode);
    }
    parts.meters.gauge(MeterName.TRAP_GROUPS, groups::size);
  }

  /**
   * Brings back what the store holds. Call once, before anything else. Each goes on where its
   * cursor stands. A lease that ran out while the server was down is given a grace, so that what
   * the subscriber missed is offered before it ends.
   *
   * @return how many are live
   */
  public CompletableFuture<Integer> recover() {
    return onLane(
        answer -> {
          Map<SubscriptionId, LogPosition> cursors = CursorRecords.load(parts.store);
          new KeptSubscriptions(parts.codec, parts.vetting)
              .read(parts.store.load(SubscriptionCodec.KEY_PREFIX).values())
              .forEach(
                  kept -> {
                    if (kept.secrets() == KeptSubscriptions.Secrets.IN_CLEAR) {
                      rewrite(kept.subscription());
                    }
                    recover(kept, Optional.ofNullable(cursors.remove(kept.subscription().id())));
                  });
          cursors.keySet().forEach(this::forgetCursor);
          answer.complete(view().size());
        });
  }

  private void recover(KeptSubscriptions.Kept found, Optional<LogPosition> cursor) {
    Subscription kept = found.subscription();
    boolean ranOut = kept.lease().isOver(now());
    if (ranOut && limits.recoveryGrace().isZero()) {
      forget(kept);
      return;
    }
    if (found.filter().isEmpty()) { // it must not keep all others from coming back
      log.warn("subscription.not-recovered id={} reason={}", kept.id(), found.refusal());
      forget(kept);
      parts.listener.closed(kept, EndReason.SOURCE_CANCELLING, found.refusal());
      return;
    }
    Subscription live = startingAgain(ranOut ? kept.withLease(grace(kept.lease())) : kept, cursor);
    state.reserve(live);
    state.put(live);
    groups.rejoin(live);
    armLease(live);
    parts.listener.opened(live, found.filter().get());
  }

  private Lease grace(Lease over) {
    return new Lease(now().plus(limits.recoveryGrace()), over.grantedAt(), over.form());
  }

  /** A Pull client's context says where it is. */
  private static Subscription startingAgain(Subscription kept, Optional<LogPosition> cursor) {
    return kept.terms().mode() instanceof DeliveryMode.Pull
        ? kept
        : cursor.map(kept::withStart).orElse(kept);
  }

  /** A record of an earlier version is replaced by one that holds no secret in clear. */
  private void rewrite(Subscription kept) {
    record(
        new CompletableFuture<>(),
        () -> parts.store.put(SubscriptionCodec.key(kept.id()), parts.codec.encode(kept)),
        () -> {},
        () -> {});
  }

  /** Takes away the record of one that does not come back. */
  private void forget(Subscription gone) {
    log.info("subscription.forgotten id={}", gone.id());
    record(
        new CompletableFuture<>(),
        () -> parts.store.delete(SubscriptionCodec.key(gone.id())),
        () -> {},
        () -> {});
  }

  /** Left behind by a stop between the end of a subscription and that of its cursor. */
  private void forgetCursor(SubscriptionId id) {
    record(
        new CompletableFuture<>(),
        () -> parts.store.delete(CursorRecords.key(id)),
        () -> {},
        () -> {});
  }

  /** Makes a subscription. */
  public CompletableFuture<Subscription> subscribe(SubscribeRequest request) {
    return vetAndSubscribe(request)
        .whenComplete(
            (made, refused) ->
                parts.meters.count(
                    MeterName.SUBSCRIBE, "result", refused == null ? "granted" : "refused"));
  }

  private CompletableFuture<Subscription> vetAndSubscribe(SubscribeRequest request) {
    try {
      Filter filter = parts.vetting.vet(request);
      return onLane(answer -> subscribe(request, filter, answer));
    } catch (FaultException refused) {
      return CompletableFuture.failedFuture(refused);
    }
  }

  private void subscribe(
      SubscribeRequest request, Filter filter, CompletableFuture<Subscription> answer) {
    LogExtent extent = new LogExtent(parts.eventLog.tail(), parts.eventLog.head());
    Subscription made =
        withGroup(machine.subscribe(state, request, parts.ids.get(), extent, now()));
    state.reserve(made);
    record(
        answer,
        () -> parts.store.put(SubscriptionCodec.key(made.id()), parts.codec.encode(made)),
        () -> {
          state.put(made);
          armLease(made);
          parts.listener.opened(made, filter);
          log.info(
              "subscription.opened id={} mode={} resource={} owner={} expires={}",
              made.id(),
              made.terms().mode().label(),
              made.terms().resource(),
              made.owner(),
              made.lease().expiresAt());
          answer.complete(made);
        },
        () -> {
          state.release(made);
          groups.leave(made);
        });
  }

  private Subscription withGroup(Subscription subscription) {
    if (!(subscription.terms().mode() instanceof DeliveryMode.Trap)) {
      return subscription;
    }
    MulticastGroup group = groups.join(subscription.terms());
    return subscription.withGroup(group);
  }

  /** Gives a subscription a new lease, counted from now. */
  public CompletableFuture<Subscription> renew(Principal who, SubscriptionId id, LeaseWish wish) {
    return onLane(
        answer -> {
          Subscription renewed = machine.renew(state, who, id, wish, now());
          record(
              answer,
              () -> parts.store.put(SubscriptionCodec.key(id), parts.codec.encode(renewed)),
              () -> {
                if (state.find(id).isPresent()) {
                  state.put(renewed);
                  armLease(renewed);
                }
                answer.complete(renewed);
              },
              () -> {});
        });
  }

  /** The subscription as it stands; {@code wse:InvalidMessage} when there is none. */
  public CompletableFuture<Subscription> status(Principal who, SubscriptionId id) {
    return onLane(
        answer ->
            answer.complete(
                machine.require(state, who, id, FaultCode.UNKNOWN_SUBSCRIPTION, now())));
  }

  /** Ends a subscription at its owner's wish. No SubscriptionEnd is sent. */
  public CompletableFuture<Subscription> unsubscribe(Principal who, SubscriptionId id) {
    return onLane(
        answer -> {
          machine.require(state, who, id, FaultCode.UNKNOWN_SUBSCRIPTION, now());
          end(id, EndReason.UNSUBSCRIBED, "", answer);
        });
  }

  /** Ends a subscription for a reason of the source. Does nothing when it is over already. */
  public void end(SubscriptionId id, EndReason reason, String text) {
    parts.lane.post(() -> end(id, reason, text, new CompletableFuture<>()));
  }

  /** Ends all there are for a reason of the source; completes when they are over. */
  public CompletableFuture<Void> endAll(EndReason reason, String text) {
    CompletableFuture<Void> all = new CompletableFuture<>();
    parts.lane.post(
        () -> {
          List<CompletableFuture<Subscription>> ending = new ArrayList<>();
          for (Subscription subscription : state.all()) {
            if (state.find(subscription.id()).isPresent()) { // else another end is under way
              CompletableFuture<Subscription> over = new CompletableFuture<>();
              ending.add(over);
              end(subscription.id(), reason, text, over);
            }
          }
          var unused =
              CompletableFuture.allOf(ending.toArray(CompletableFuture<?>[]::new))
                  .whenComplete((done, failure) -> all.complete(null));
        });
    return all;
  }

  private void end(
      SubscriptionId id, EndReason reason, String text, CompletableFuture<Subscription> answer) {
    if (state.find(id).isEmpty()) {
      return;
    }
    state.beginEnd(id);
    record(
        answer,
        () -> parts.store.delete(SubscriptionCodec.key(id)),
        () -> state.remove(id).ifPresent(ended -> close(ended, reason, text, answer)),
        () -> {
          state.spare(id);
          if (reason != EndReason.UNSUBSCRIBED) { // nobody else would ask again
            parts.timers.arm(new TimerKey(id, "end"), END_AGAIN, () -> end(id, reason, text));
          }
        });
  }

  private void close(
      Subscription ended, EndReason reason, String text, CompletableFuture<Subscription> answer) {
    groups.leave(ended);
    parts.timers.cancel(leaseTimer(ended.id()));
    parts.timers.cancel(new TimerKey(ended.id(), "end"));
    parts.meters.count(
        MeterName.SUBSCRIPTIONS_ENDED, "reason", reason.name().toLowerCase(java.util.Locale.ROOT));
    log.info("subscription.ended id={} reason={} text={}", ended.id(), reason, text);
    parts.listener.closed(ended, reason, text);
    answer.complete(ended);
  }

  /** All live subscriptions, a snapshot. */
  public List<Subscription> view() {
    return state.all();
  }

  private void armLease(Subscription subscription) {
    parts.timers.arm(
        leaseTimer(subscription.id()),
        subscription.lease().remaining(now()),
        () -> parts.lane.post(() -> expire(subscription.id())));
  }

  private static TimerKey leaseTimer(SubscriptionId id) {
    return new TimerKey(id, "lease");
  }

  private void expire(SubscriptionId id) {
    Optional<Subscription> found = state.find(id);
    if (found.isEmpty()) {
      return;
    }
    if (found.get().lease().isOver(now())) {
      end(id, EndReason.EXPIRED, "", new CompletableFuture<>());
    } else {
      armLease(found.get()); // renewed meanwhile, or longer than a timer can be set
    }
  }

  private Instant now() {
    return parts.time.wallClock();
  }

  /** Waits for the record, then applies on the lane; a record that failed refuses the request. */
  private void record(
      CompletableFuture<?> answer,
      Supplier<CompletableFuture<Void>> write,
      Runnable apply,
      Runnable undo) {
    var unused =
        written(write)
            .whenComplete(
                (done, failure) ->
                    parts.lane.post(
                        () -> {
                          if (failure == null) {
                            answering(answer, apply);
                          } else {
                            undo.run();
                            log.warn("subscription.not-recorded cause={}", failure.toString());
                            answer.completeExceptionally(
                                new FaultException(
                                    FaultCode.SOURCE_UNABLE,
                                    "The server's store does not take records at present; try again."));
                          }
                        }));
  }

  /** A store that throws where it should answer must not leave places reserved. */
  private static CompletableFuture<Void> written(Supplier<CompletableFuture<Void>> write) {
    try {
      return write.get();
    } catch (RuntimeException failure) {
      return CompletableFuture.failedFuture(failure);
    }
  }

  private static void answering(CompletableFuture<?> answer, Runnable work) {
    try {
      work.run();
    } catch (FaultException refused) {
      answer.completeExceptionally(refused);
    } catch (RuntimeException bug) { // a thread root: the caller must get an answer
      log.error("subscription.failed", bug);
      answer.completeExceptionally(bug);
    }
  }

  private <T> CompletableFuture<T> onLane(java.util.function.Consumer<CompletableFuture<T>> work) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    boolean taken = parts.lane.offer(() -> answering(answer, () -> work.accept(answer)));
    if (!taken) {
      answer.completeExceptionally(
          new FaultException(
              FaultCode.QUOTA, "The server is busy with other subscription requests; try again."));
    }
    return answer;
  }
}
