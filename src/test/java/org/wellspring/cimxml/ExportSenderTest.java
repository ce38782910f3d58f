package org.wellspring.cimxml;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.wellspring.delivery.OutboundMessage;
import org.wellspring.delivery.Sender;
import org.wellspring.delivery.SinkAnswer;
import org.wellspring.filter.Filter;
import org.wellspring.model.Bytes;
import org.wellspring.model.EndReason;
import org.wellspring.model.Lease;
import org.wellspring.model.LogPosition;
import org.wellspring.model.Subscription;
import org.wellspring.model.SubscriptionId;
import org.wellspring.testing.InlineLane;
import org.wellspring.testing.VirtualTime;
import org.wellspring.wbem.RepeatPolicy;
import org.wellspring.wbem.TermsForTests;

final class ExportSenderTest {
  private static final SinkAnswer TAKEN =
      new SinkAnswer.Answered(200, "text/xml", Bytes.EMPTY, Optional.empty());
  private static final SinkAnswer BUSY =
      new SinkAnswer.Answered(503, "", Bytes.EMPTY, Optional.empty());

  /** Answers when the test says so. */
  private static final class HeldHttp implements Sender {
    final List<String> sent = new ArrayList<>();
    final Deque<CompletableFuture<SinkAnswer>> open = new ArrayDeque<>();

    @Override
    public CompletableFuture<SinkAnswer> send(OutboundMessage message) {
      StringBuilder body = new StringBuilder();
      message.body().forEach(part -> body.append(part.utf8()));
      sent.add(
          body.toString()
              .replaceAll(".*<VALUE>Wellspring#s#.*?<VALUE>(\\d+)<.*?>([a-z]+)$", "$1 $2"));
      CompletableFuture<SinkAnswer> answer = new CompletableFuture<>();
      open.add(answer);
      return answer;
    }

    void answer(SinkAnswer with) {
      open.remove().complete(with);
    }
  }

  private final HeldHttp http = new HeldHttp();
  private final VirtualTime time = new VirtualTime();
  private final ExportSender exports =
      new ExportSender(
          new ExportSender.Parts(
              http, new InlineLane(), time, time, 2, Duration.ofSeconds(30), "s"));
  private final Subscription one = opened("one", "d");
  private final Subscription other = opened("other", "d");
  private final Subscription elsewhere = opened("elsewhere", "e");

  private Subscription opened(String name, String destination) {
    Subscription made =
        new Subscription(
            new SubscriptionId("uuid:" + name),
            "anna",
            Instant.EPOCH,
            TermsForTests.indications(name, destination, RepeatPolicy.NONE),
            Lease.permanent(Instant.EPOCH),
            LogPosition.START,
            Optional.empty());
    exports.opened(made, Filter.ALL);
    return made;
  }

  private CompletableFuture<SinkAnswer> send(Subscription from, String text) {
    return exports.send(
        new OutboundMessage(
            "cim-xml+http://127.0.0.1:5990",
            "application/xml",
            List.of(Bytes.utf8("<A>"), Bytes.utf8(">" + text)),
            from.id().value(),
            Duration.ofSeconds(5),
            Optional.empty()));
  }

  private void sends(Subscription from, String text) {
    var unused = send(from, text);
  }

  @Test
  void oneAtATimeGoesToADestinationWhicheverSubscriptionItIsOf() {
    CompletableFuture<SinkAnswer> first = send(one, "a");
    sends(other, "b");
    sends(elsewhere, "c");
    assertThat(http.sent).containsExactly("0 a", "0 c");

    http.answer(TAKEN);

    assertThat(first).isCompletedWithValue(TAKEN);
    assertThat(http.sent).containsExactly("0 a", "0 c", "1 b");
  }

  @Test
  void whatFailsIsRepeatedAfterTheIntervalAndThenGivenUp() {
    CompletableFuture<SinkAnswer> first = send(one, "a");
    sends(other, "b");

    http.answer(BUSY);
    time.advance(Duration.ofSeconds(29));
    assertThat(http.sent).containsExactly("0 a");
    time.advance(Duration.ofSeconds(1));
    http.answer(BUSY);
    time.advance(Duration.ofSeconds(30));
    assertThat(first).isNotDone();
    http.answer(BUSY);

    assertThat(first).isCompletedWithValue(BUSY);
    assertThat(http.sent).containsExactly("0 a", "0 a", "0 a", "1 b");
  }

  @Test
  void aSubscriptionThatEndsHoldsNobodyUp() {
    CompletableFuture<SinkAnswer> ended = send(one, "a");
    sends(other, "b");
    http.answer(BUSY); // waits for its next attempt

    exports.closed(one, EndReason.UNSUBSCRIBED, "");
    time.advance(Duration.ofMinutes(5));

    assertThat(ended).isCompletedWithValue(new SinkAnswer.NotSent("the subscription has ended"));
    assertThat(http.sent).containsExactly("0 a", "1 b");
  }

  @Test
  void oneThatIsOnItsWayWhenItsSubscriptionEndsIsWaitedFor() {
    CompletableFuture<SinkAnswer> onItsWay = send(one, "a");
    sends(other, "b");

    exports.closed(one, EndReason.UNSUBSCRIBED, "");
    assertThat(http.sent).containsExactly("0 a");
    assertThat(onItsWay).isNotDone();
    http.answer(BUSY);

    assertThat(http.sent).containsExactly("0 a", "1 b");
    assertThat(onItsWay).isDone();
  }

  @Test
  void everyMessageIsAnsweredOnceItsSubscriptionHasEnded() {
    sends(one, "a");
    CompletableFuture<SinkAnswer> waiting = send(one, "b");

    exports.closed(one, EndReason.UNSUBSCRIBED, "");
    CompletableFuture<SinkAnswer> late = send(one, "c");

    assertThat(List.of(waiting, late)).allMatch(CompletableFuture::isDone);
  }
}
