package org.wellspring.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;
import org.wellspring.filter.Filter;
import org.wellspring.filter.FilterCompiler;
import org.wellspring.filter.selector.SelectorDialect;
import org.wellspring.filter.xpath.XPathDialect;
import org.wellspring.filter.xpath.XPathLimits;
import org.wellspring.lane.Lane;
import org.wellspring.log.MemoryEventLog;
import org.wellspring.metrics.Meters;
import org.wellspring.model.EndReason;
import org.wellspring.model.LeaseWish;
import org.wellspring.model.Principal;
import org.wellspring.model.Subscription;
import org.wellspring.model.SubscriptionId;
import org.wellspring.resource.ManagedResource;
import org.wellspring.resource.ResourceCatalogue;
import org.wellspring.testing.Events;
import org.wellspring.testing.FlakyStore;
import org.wellspring.testing.InlineLane;
import org.wellspring.testing.Terms;
import org.wellspring.testing.TestSecrets;
import org.wellspring.testing.VirtualTime;

/** A subscription service on virtual time, and what it told its listener. */
final class Desk implements SubscriptionListener {
  static final Duration GRACE = Duration.ofSeconds(30);
  static final Duration MAX_LEASE = Duration.ofDays(1);
  static final Duration DEFAULT_LEASE = Duration.ofHours(1);
  static final GroupRange GROUPS = new GroupRange(0xEFFF0001, 2, 7000); // 239.255.0.1 and .2

  static final Principal ALICE = new Principal("alice", Principal.Role.USER);
  static final Principal BOB = new Principal("bob", Principal.Role.USER);
  static final Principal ADMIN = new Principal("root", Principal.Role.ADMIN);

  final VirtualTime time;
  final FlakyStore store;
  final MemoryEventLog log;
  final Meters meters = new Meters();
  final List<String> told = new ArrayList<>();
  final SubscriptionService service;
  private int made;

  Desk() {
    this(new InlineLane());
  }

  Desk(Lane lane) {
    this(lane, new VirtualTime(), new FlakyStore(), GROUPS);
  }

  private Desk(Lane lane, VirtualTime time, FlakyStore store, GroupRange groups) {
    this.time = time;
    this.store = store;
    this.log =
        new MemoryEventLog(
            new MemoryEventLog.Retention(10, Long.MAX_VALUE, Duration.ofDays(1)), time);
    ResourceCatalogue catalogue =
        new ResourceCatalogue(
            List.of(
                new ManagedResource(
                    "fountains",
                    Events.FOUNTAINS,
                    List.of("ResourceID"),
                    Map.of("f", Events.NS),
                    Set.of(),
                    Optional.empty())));
    FilterCompiler filters =
        new FilterCompiler(
            List.of(
                XPathDialect.overEvent(XPathLimits.untimed(1_000, 1_000)), new SelectorDialect()));
    SinkGate gate =
        address ->
            address.contains("forbidden") ? Optional.of("not there, please") : Optional.empty();
    service =
        new SubscriptionService(
            new SubscriptionService.Parts(
                lane,
                log,
                store,
                new SubscriptionCodec(new TestSecrets()),
                new SubscriptionVetting(catalogue, filters, gate, groups),
                this,
                time,
                time,
                meters,
                () -> new SubscriptionId("s" + made++)),
            new SubscriptionLimits(MAX_LEASE, DEFAULT_LEASE, 4, 3, GRACE),
            groups);
  }

  /** Another service over the same store, as after a restart. */
  Desk restarted() {
    return new Desk(new InlineLane(), new VirtualTime(time.wallClock()), store, GROUPS);
  }

  static Desk withoutGroups() {
    return new Desk(new InlineLane(), new VirtualTime(), new FlakyStore(), GroupRange.NONE);
  }

  static LeaseWish seconds(long seconds) {
    return new LeaseWish.For(Period.ZERO, Duration.ofSeconds(seconds));
  }

  CompletableFuture<Subscription> subscribe(Principal who, LeaseWish lease) {
    return subscribe(who, new Terms(), lease);
  }

  CompletableFuture<Subscription> subscribe(Principal who, Terms terms, LeaseWish lease) {
    return service.subscribe(new SubscribeRequest(who, terms.build(), lease));
  }

  static void assertFault(CompletableFuture<?> answer, FaultCode code) {
    assertThat(answer).isCompletedExceptionally();
    ThrowingCallable get = answer::join;
    assertThatThrownBy(get)
        .cause()
        .isInstanceOfSatisfying(
            FaultException.class,
            fault -> assertThat(fault.code()).as(fault.reason()).isEqualTo(code));
  }

  int records() {
    return store.load("subscription/").size();
  }

  @Override
  public void opened(Subscription subscription, Filter filter) {
    told.add("opened " + subscription.id());
  }

  @Override
  public void closed(Subscription subscription, EndReason reason, String text) {
    told.add("closed " + subscription.id() + " " + reason);
  }
}
