package org.wellspring.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wellspring.subscription.Desk.ADMIN;
import static org.wellspring.subscription.Desk.ALICE;
import static org.wellspring.subscription.Desk.BOB;
import static org.wellspring.subscription.Desk.assertFault;
import static org.wellspring.subscription.Desk.seconds;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wellspring.fault.FaultCode;
import org.wellspring.model.Bytes;
import org.wellspring.model.DeliveryMode;
import org.wellspring.model.EndReason;
import org.wellspring.model.FilterSpec;
import org.wellspring.model.LeaseWish;
import org.wellspring.model.LogPosition;
import org.wellspring.model.Secret;
import org.wellspring.model.SelectorSet;
import org.wellspring.model.SinkCredentials;
import org.wellspring.model.StartAt;
import org.wellspring.model.Subscription;
import org.wellspring.model.SubscriptionId;
import org.wellspring.model.SubscriptionTerms;
import org.wellspring.testing.Events;
import org.wellspring.testing.FlakyStore;
import org.wellspring.testing.HeldLane;
import org.wellspring.testing.Terms;
import org.wellspring.testing.TestSecrets;
import org.wellspring.testing.VirtualTime;

/** The life of subscriptions. */
final class SubscriptionServiceTest {
  private static final LeaseWish ANY = new LeaseWish.Unlimited();

  private final Desk desk = new Desk();

  @Test
  void aSubscriptionIsRecordedOpenedAndAnswered() {
    Subscription made = desk.subscribe(ALICE, seconds(60)).join();

    assertThat(made.owner()).isEqualTo("alice");
    assertThat(made.lease().expiresAt()).isEqualTo(VirtualTime.START.plusSeconds(60));
    assertThat(desk.records()).isEqualTo(1);
    assertThat(desk.told).containsExactly("opened s0");
    assertThat(desk.service.view()).containsExactly(made);
    assertThat(desk.service.status(ALICE, made.id()).join()).isEqualTo(made);
  }

  @Test
  void noReplyComesBeforeTheRecordIsDurable() {
    desk.store.mood(FlakyStore.Mood.SLOW);
    CompletableFuture<Subscription> answer = desk.subscribe(ALICE, ANY);
    assertThat(answer).isNotDone();
    assertThat(desk.told).isEmpty();

    desk.store.settle();

    assertThat(answer).isCompleted();
    assertThat(desk.told).containsExactly("opened s0");
  }

  @Test
  void aLeaseEndsAtItsDeadlineAndNotBefore() {
    desk.subscribe(ALICE, seconds(60)).join();

    desk.time.advance(Duration.ofSeconds(60).minusNanos(1));
    assertThat(desk.told).containsExactly("opened s0");
    desk.time.advance(Duration.ofNanos(1));

    assertThat(desk.told).containsExactly("opened s0", "closed s0 EXPIRED");
    assertThat(desk.records()).isZero();
    assertThat(desk.service.view()).isEmpty();
    assertThat(desk.time.armed()).isZero();
  }

  @Test
  void aRenewalCountsFromNow() {
    SubscriptionId id = desk.subscribe(ALICE, seconds(60)).join().id();
    desk.time.advance(Duration.ofSeconds(50));

    desk.service.renew(ALICE, id, seconds(60)).join();

    desk.time.advance(Duration.ofSeconds(59));
    assertThat(desk.told).containsExactly("opened s0");
    desk.time.advance(Duration.ofSeconds(1));
    assertThat(desk.told).containsExactly("opened s0", "closed s0 EXPIRED");
  }

  @Test
  void aRenewalMayShortenTheLease() {
    SubscriptionId id = desk.subscribe(ALICE, seconds(600)).join().id();

    desk.service.renew(ALICE, id, seconds(5)).join();
    desk.time.advance(Duration.ofSeconds(5));

    assertThat(desk.told).endsWith("closed s0 EXPIRED");
  }

  @Test
  void aRenewalThatFailsLeavesTheLeaseAsItWas() {
    Subscription made = desk.subscribe(ALICE, seconds(60)).join();

    assertFault(desk.service.renew(ALICE, made.id(), seconds(-1)), FaultCode.INVALID_EXPIRATION);
    desk.store.mood(FlakyStore.Mood.FAILS);
    assertFault(desk.service.renew(ALICE, made.id(), seconds(600)), FaultCode.SOURCE_UNABLE);
    desk.store.mood(FlakyStore.Mood.WORKS);

    assertThat(desk.service.status(ALICE, made.id()).join()).isEqualTo(made);
    desk.time.advance(Duration.ofSeconds(60));
    assertThat(desk.told).endsWith("closed s0 EXPIRED");
  }

  @Test
  void renewAfterExpiryIsRefused() {
    SubscriptionId id = desk.subscribe(ALICE, seconds(60)).join().id();
    desk.time.advance(Duration.ofSeconds(60));

    assertFault(desk.service.renew(ALICE, id, ANY), FaultCode.UNABLE_TO_RENEW);
    assertFault(desk.service.status(ALICE, id), FaultCode.UNKNOWN_SUBSCRIPTION);
    assertFault(desk.service.unsubscribe(ALICE, id), FaultCode.UNKNOWN_SUBSCRIPTION);
  }

  @Test
  void onlyOwnersAndAdministratorsManageASubscription() {
    SubscriptionId id = desk.subscribe(ALICE, ANY).join().id();

    assertFault(desk.service.renew(BOB, id, ANY), FaultCode.ACCESS_DENIED);
    assertFault(desk.service.status(BOB, id), FaultCode.ACCESS_DENIED);
    assertFault(desk.service.unsubscribe(BOB, id), FaultCode.ACCESS_DENIED);

    assertThat(desk.service.status(ADMIN, id)).isCompleted();
    assertThat(desk.service.renew(ADMIN, id, ANY).join().owner()).isEqualTo("alice");
    assertThat(desk.service.unsubscribe(ADMIN, id)).isCompleted();
  }

  @Test
  void unsubscribeEndsItOnceAndForAll() {
    SubscriptionId id = desk.subscribe(ALICE, ANY).join().id();

    desk.service.unsubscribe(ALICE, id).join();

    assertThat(desk.told).containsExactly("opened s0", "closed s0 UNSUBSCRIBED");
    assertThat(desk.records()).isZero();
    assertThat(desk.time.armed()).isZero();
    assertFault(desk.service.unsubscribe(ALICE, id), FaultCode.UNKNOWN_SUBSCRIPTION);
  }

  @Test
  void aPrincipalsQuotaIsReleasedAtTheEnd() {
    SubscriptionId first = desk.subscribe(ALICE, ANY).join().id();
    desk.subscribe(ALICE, seconds(5)).join();
    desk.subscribe(ALICE, ANY).join();
    assertFault(desk.subscribe(ALICE, ANY), FaultCode.QUOTA);
    assertThat(desk.subscribe(BOB, ANY)).isCompleted();

    desk.service.unsubscribe(ALICE, first).join();
    desk.time.advance(Duration.ofSeconds(5)); // and one more by expiry

    assertThat(desk.subscribe(ALICE, ANY)).isCompleted();
    assertThat(desk.subscribe(ALICE, ANY)).isCompleted();
    assertFault(desk.subscribe(ALICE, ANY), FaultCode.QUOTA);
  }

  @Test
  void theTotalIsLimitedToo() {
    for (int i = 0; i < 3; i++) {
      desk.subscribe(ALICE, ANY).join();
    }
    desk.subscribe(BOB, ANY).join();

    assertFault(desk.subscribe(BOB, ANY), FaultCode.QUOTA);
  }

  @Test
  void placesAreCountedWhileRecordsAreStillBeingWritten() {
    desk.store.mood(FlakyStore.Mood.SLOW);
    for (int i = 0; i < 3; i++) {
      assertThat(desk.subscribe(ALICE, ANY)).isNotDone();
    }

    assertFault(desk.subscribe(ALICE, ANY), FaultCode.QUOTA);

    desk.store.settle();
    assertThat(desk.service.view()).hasSize(3);
  }

  @ParameterizedTest
  @EnumSource(names = {"FAILS", "THROWS"})
  void aStoreThatFailsRefusesAndLeaksNothing(FlakyStore.Mood failing) {
    Terms trap = new Terms().mode(new DeliveryMode.Trap());
    desk.store.mood(failing);
    for (int i = 0; i < 10; i++) {
      assertFault(
          desk.subscribe(ALICE, trap.xpath("/f:Usage[@n=" + i + "]"), ANY),
          FaultCode.SOURCE_UNABLE);
    }
    desk.store.mood(FlakyStore.Mood.WORKS);

    assertThat(desk.told).isEmpty();
    assertThat(desk.time.armed()).isZero();
    assertThat(desk.subscribe(ALICE, trap.xpath("/f:A"), ANY)).isCompleted();
    assertThat(desk.subscribe(ALICE, trap.xpath("/f:B"), ANY)).isCompleted();
    assertThat(desk.subscribe(ALICE, ANY)).isCompleted();
  }

  @Test
  void anUnsubscribeThatCouldNotBeRecordedMayBeRepeated() {
    SubscriptionId id = desk.subscribe(ALICE, ANY).join().id();
    desk.store.mood(FlakyStore.Mood.FAILS);
    assertFault(desk.service.unsubscribe(ALICE, id), FaultCode.SOURCE_UNABLE);
    desk.store.mood(FlakyStore.Mood.WORKS);

    assertThat(desk.service.status(ALICE, id)).isCompleted();
    assertThat(desk.service.unsubscribe(ALICE, id)).isCompleted();
  }

  @Test
  void anExpiryThatCouldNotBeRecordedIsTriedAgain() {
    desk.subscribe(ALICE, seconds(60)).join();
    desk.store.mood(FlakyStore.Mood.FAILS);
    desk.time.advance(Duration.ofSeconds(90));
    assertThat(desk.told).containsExactly("opened s0");

    desk.store.mood(FlakyStore.Mood.WORKS);
    desk.time.advance(Duration.ofSeconds(5));

    assertThat(desk.told).containsExactly("opened s0", "closed s0 EXPIRED");
    assertThat(desk.time.armed()).isZero();
  }

  /** Both are queued before either is carried out, as two connections may do. */
  @Test
  void ofTwoUnsubscribesAtOnceBothAreAnswered() {
    HeldLane lane = new HeldLane();
    Desk busy = new Desk(lane);
    CompletableFuture<Subscription> made = busy.subscribe(ALICE, ANY);
    lane.runAll();
    SubscriptionId id = made.join().id();

    CompletableFuture<Subscription> first = busy.service.unsubscribe(ALICE, id);
    CompletableFuture<Subscription> second = busy.service.unsubscribe(ALICE, id);
    lane.runAll();

    assertThat(first).isCompleted();
    assertFault(second, FaultCode.UNKNOWN_SUBSCRIPTION);
    assertThat(busy.told).containsExactly("opened s0", "closed s0 UNSUBSCRIBED");
  }

  @Test
  void aRenewBehindAnUnsubscribeDoesNotBringTheRecordBack() {
    HeldLane lane = new HeldLane();
    Desk busy = new Desk(lane);
    CompletableFuture<Subscription> made = busy.subscribe(ALICE, ANY);
    lane.runAll();
    SubscriptionId id = made.join().id();

    CompletableFuture<Subscription> end = busy.service.unsubscribe(ALICE, id);
    CompletableFuture<Subscription> renewal = busy.service.renew(ALICE, id, ANY);
    lane.runAll();

    assertThat(end).isCompleted();
    assertFault(renewal, FaultCode.UNABLE_TO_RENEW);
    assertThat(busy.records()).isZero();
    assertThat(busy.time.armed()).isZero();
  }

  @Test
  void aRenewBeforeAnUnsubscribeIsAnsweredAndThenOver() {
    HeldLane lane = new HeldLane();
    Desk busy = new Desk(lane);
    CompletableFuture<Subscription> made = busy.subscribe(ALICE, ANY);
    lane.runAll();
    SubscriptionId id = made.join().id();

    CompletableFuture<Subscription> renewal = busy.service.renew(ALICE, id, ANY);
    CompletableFuture<Subscription> end = busy.service.unsubscribe(ALICE, id);
    lane.runAll();

    assertThat(renewal).isCompleted();
    assertThat(end).isCompleted();
    assertThat(busy.records()).isZero();
    assertThat(busy.time.armed()).isZero();
  }

  @Test
  void aFullQueueIsAQuotaFault() {
    HeldLane lane = new HeldLane(1);
    Desk busy = new Desk(lane);
    CompletableFuture<Subscription> first = busy.subscribe(ALICE, ANY);

    assertFault(busy.subscribe(ALICE, ANY), FaultCode.QUOTA);

    lane.runAll();
    assertThat(first).isCompleted();
  }

  @Test
  void theSourceMayEndASubscriptionAndOnlyOnce() {
    SubscriptionId id = desk.subscribe(ALICE, ANY).join().id();

    desk.service.end(id, EndReason.SOURCE_SHUTTING_DOWN, "");
    desk.service.end(id, EndReason.DELIVERY_FAILURE, "");
    desk.service.end(new SubscriptionId("never made"), EndReason.DELIVERY_FAILURE, "");

    assertThat(desk.told).containsExactly("opened s0", "closed s0 SOURCE_SHUTTING_DOWN");
  }

  @Test
  void withoutBookmarkASubscriptionBeginsWithTheNextEvent() {
    desk.log.append(Events.range(0, 4)).join();

    assertThat(desk.subscribe(ALICE, ANY).join().start()).isEqualTo(new LogPosition(5));
  }

  @Test
  void bookmarksResumeAtTheNextEvent() {
    desk.log.append(Events.range(0, 14)).join(); // 5..14 are kept

    assertThat(start(new StartAt.Earliest())).isEqualTo(5);
    assertThat(start(new StartAt.After(new LogPosition(4)))).isEqualTo(5);
    assertThat(start(new StartAt.After(new LogPosition(14)))).isEqualTo(15);
  }

  private long start(StartAt startAt) {
    Subscription made = desk.subscribe(ALICE, new Terms().startAt(startAt), ANY).join();
    return made.start().value();
  }

  @Test
  void bookmarksThatExpiredOrWereNeverGivenAreToldApart() {
    desk.log.append(Events.range(0, 14)).join();

    assertFault(
        desk.subscribe(ALICE, new Terms().startAt(new StartAt.After(new LogPosition(3))), ANY),
        FaultCode.BOOKMARK_EXPIRED);
    assertFault(
        desk.subscribe(ALICE, new Terms().startAt(new StartAt.After(new LogPosition(15))), ANY),
        FaultCode.BOOKMARK_INVALID);
    assertThat(desk.service.view()).isEmpty();
  }

  @Test
  void whatIsWrongWithTheTermsIsRefusedBeforeAnythingIsRecorded() {
    assertFault(
        desk.subscribe(ALICE, new Terms().selectors(SelectorSet.of("Colour", "blue")), ANY),
        FaultCode.SELECTORS_UNEXPECTED);
    assertFault(
        desk.subscribe(ALICE, new Terms().xpath("/f:Usage["), ANY),
        FaultCode.CANNOT_PROCESS_FILTER);
    assertFault(
        desk.subscribe(
            ALICE,
            new Terms()
                .filter(
                    new FilterSpec("urn:sql", "x", java.util.Map.of(), java.util.Optional.empty())),
            ANY),
        FaultCode.FILTER_DIALECT_UNAVAILABLE);
    assertFault(
        desk.subscribe(ALICE, new Terms().sink("http://forbidden.test/"), ANY),
        FaultCode.SINK_UNUSABLE);
    assertFault(
        Desk.withoutGroups().subscribe(ALICE, new Terms().mode(new DeliveryMode.Trap()), ANY),
        FaultCode.MODE_UNAVAILABLE);

    assertThat(desk.records()).isZero();
  }

  @Test
  void thoseWhoAskForTheSameShareAMulticastGroup() {
    Terms all = new Terms().mode(new DeliveryMode.Trap());
    Subscription one = desk.subscribe(ALICE, all, ANY).join();
    Subscription two = desk.subscribe(BOB, all, ANY).join();
    Terms north = new Terms().mode(new DeliveryMode.Trap()).selectors(Events.NORTH);
    Subscription three = desk.subscribe(ALICE, north, ANY).join();

    assertThat(two.group()).isEqualTo(one.group()).isPresent();
    assertThat(three.group()).isPresent().isNotEqualTo(one.group());
    assertThat(one.group().orElseThrow().host()).isEqualTo("239.255.0.1");
    Terms south = new Terms().mode(new DeliveryMode.Trap()).selectors(Events.SOUTH);
    assertFault(desk.subscribe(BOB, south, ANY), FaultCode.QUOTA);
  }

  @Test
  void aGroupIsFreeAgainWhenItsLastLeaseHasEnded() {
    Terms all = new Terms().mode(new DeliveryMode.Trap());
    Terms north = new Terms().mode(new DeliveryMode.Trap()).selectors(Events.NORTH);
    Terms south = new Terms().mode(new DeliveryMode.Trap()).selectors(Events.SOUTH);
    SubscriptionId one = desk.subscribe(ALICE, all, ANY).join().id();
    SubscriptionId two = desk.subscribe(BOB, all, ANY).join().id();
    desk.subscribe(ALICE, north, ANY).join();

    desk.service.unsubscribe(ALICE, one).join();
    assertFault(desk.subscribe(BOB, south, ANY), FaultCode.QUOTA);
    desk.service.unsubscribe(BOB, two).join();

    assertThat(desk.subscribe(BOB, south, ANY).join().group().orElseThrow().host())
        .isEqualTo("239.255.0.1");
  }

  @Test
  void aRestartBringsAllBackWithTheirLeasesQuotasAndGroups() {
    Subscription renewed = desk.subscribe(ALICE, new Terms().xpath("/f:Usage"), seconds(60)).join();
    renewed = desk.service.renew(ALICE, renewed.id(), seconds(600)).join();
    Subscription trap =
        desk.subscribe(ALICE, new Terms().mode(new DeliveryMode.Trap()), seconds(600)).join();
    SubscriptionId ended = desk.subscribe(ALICE, ANY).join().id();
    desk.service.unsubscribe(ALICE, ended).join();

    Desk next = desk.restarted();
    assertThat(next.service.recover().join()).isEqualTo(2);

    assertThat(next.service.view()).containsExactlyInAnyOrder(renewed, trap);
    assertThat(next.told).containsExactlyInAnyOrder("opened s0", "opened s1");
    next.time.advance(Duration.ofSeconds(600));
    assertThat(next.told).containsAll(List.of("closed s0 EXPIRED", "closed s1 EXPIRED"));
    assertThat(next.records()).isZero();
  }

  @Test
  void whatRanOutWhileTheServerWasDownIsGivenAGraceToGetWhatItMissed() {
    desk.subscribe(ALICE, seconds(60)).join();
    desk.store.mood(FlakyStore.Mood.FAILS); // so that this service cannot end it
    desk.time.advance(Duration.ofSeconds(61));
    desk.store.mood(FlakyStore.Mood.WORKS);

    Desk next = desk.restarted();
    assertThat(next.service.recover().join()).isEqualTo(1);
    assertThat(next.told).containsExactly("opened s0");

    next.time.advance(Desk.GRACE);
    assertThat(next.told).containsExactly("opened s0", "closed s0 EXPIRED");
    assertThat(next.records()).isZero();
  }

  @Test
  void oneWhoseFilterIsNoLongerAcceptedDoesNotKeepTheOthersFromComingBack() {
    Subscription good = desk.subscribe(ALICE, seconds(600)).join();
    Subscription bad = desk.subscribe(ALICE, seconds(600)).join();
    FilterSpec broken =
        new FilterSpec(
            "http://www.w3.org/TR/1999/REC-xpath-19991116", "/gone:A", Map.of(), Optional.empty());
    SubscriptionTerms t = bad.terms();
    Subscription withBrokenFilter =
        new Subscription(
            bad.id(),
            bad.owner(),
            bad.createdAt(),
            new SubscriptionTerms(
                t.notation(),
                t.managerAddress(),
                t.resource(),
                t.selectors(),
                t.mode(),
                t.notifyTo(),
                t.endTo(),
                Optional.of(broken),
                t.envelopeLimit(),
                t.heartbeat(),
                t.retry(),
                t.bookmarks(),
                t.startAt(),
                t.charset(),
                t.credentials()),
            bad.lease(),
            bad.start(),
            bad.group());
    desk.store
        .put(
            SubscriptionCodec.key(bad.id()),
            new SubscriptionCodec(new TestSecrets()).encode(withBrokenFilter))
        .join();

    Desk next = desk.restarted();

    assertThat(next.service.recover().join()).isEqualTo(1);
    assertThat(next.service.view()).containsExactly(good);
    assertThat(next.told).containsExactlyInAnyOrder("opened s0", "closed s1 SOURCE_CANCELLING");
    assertThat(next.records()).isEqualTo(1);
  }

  /** As the versions before secrets were sealed left them. */
  @Test
  void aRecordThatHoldsAPasswordInClearIsReplacedAtAStart() {
    Subscription kept = desk.subscribe(ALICE, seconds(600)).join();
    String key = SubscriptionCodec.key(kept.id());
    String clear =
        new SubscriptionCodec(new TestSecrets())
            .encode(kept)
            .utf8()
            .replace(
                "\"bookmarks\":", "\"sinkUser\":\"u\",\"sinkPassword\":\"hunter2\",\"bookmarks\":");
    desk.store.put(key, Bytes.utf8(clear)).join();

    Desk next = desk.restarted();
    next.service.recover().join();

    assertThat(next.service.view().get(0).terms().credentials())
        .contains(new SinkCredentials("u", new Secret("hunter2")));
    assertThat(next.store.load(key).values())
        .singleElement()
        .satisfies(record -> assertThat(record.utf8()).doesNotContain("hunter2"));
  }

  @Test
  void aNameIsTakenOnceByAnOwnerAndFreeAgainAfterwards() {
    Subscription first = desk.subscribe(ALICE, new Terms().named("a"), seconds(600)).join();

    Desk.assertFault(
        desk.subscribe(ALICE, new Terms().named("a"), seconds(600)), FaultCode.ALREADY_EXISTS);
    desk.subscribe(BOB, new Terms().named("a"), seconds(600)).join();
    desk.service.unsubscribe(ALICE, first.id()).join();
    Subscription again = desk.subscribe(ALICE, new Terms().named("a"), seconds(600)).join();
    Desk next = desk.restarted();
    next.service.recover().join();
    Desk.assertFault(
        next.subscribe(ALICE, new Terms().named("a"), seconds(600)), FaultCode.ALREADY_EXISTS);
    assertThat(again.id()).isNotEqualTo(first.id());
  }

  @Test
  void aSubscriptionThatCouldNotBeRecordedLeavesItsNameFree() {
    desk.store.mood(FlakyStore.Mood.FAILS);
    Desk.assertFault(
        desk.subscribe(ALICE, new Terms().named("a"), seconds(600)), FaultCode.SOURCE_UNABLE);
    desk.store.mood(FlakyStore.Mood.WORKS);

    assertThat(desk.subscribe(ALICE, new Terms().named("a"), seconds(600)).join().terms().stream())
        .isPresent();
  }
}
