package org.wellspring.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wellspring.server.StartedServer.NORTH;
import static org.wellspring.server.StartedServer.SOUTH;
import static org.wellspring.server.StartedServer.anyPort;
import static org.wellspring.server.StartedServer.at;
import static org.wellspring.server.StartedServer.upTo;
import static org.wellspring.server.StartedServer.usage;
import static org.wellspring.server.StartedServer.xpath;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.wellspring.client.BatchLimits;
import org.wellspring.client.BookmarkChoice;
import org.wellspring.client.Generation;
import org.wellspring.client.Mode;
import org.wellspring.client.PulledEvents;
import org.wellspring.client.ReceivedEvent;
import org.wellspring.client.ReceivedEvent.Kind;
import org.wellspring.client.SinkServer;
import org.wellspring.client.SubscribeOptions;
import org.wellspring.client.SubscriptionHandle;
import org.wellspring.client.WsmanClient;
import org.wellspring.model.FilterSpec;
import org.wellspring.model.OversizePolicy;
import org.wellspring.model.SelectorSet;
import org.wellspring.server.RecordingSink.Answer;
import org.wellspring.server.RecordingSink.Message;
import org.wellspring.xml.XmlElement;

/** From the publisher to the sink, over real sockets, in the modes that need no multicast. */
final class DeliveryModesIT {
  private final Inbox inbox = new Inbox();
  private StartedServer server;
  private SinkServer sink;

  @BeforeEach
  void start() throws Exception {
    server = StartedServer.with();
    sink = SinkServer.start(anyPort(), inbox);
  }

  @AfterEach
  void stop() {
    server.close();
    sink.close();
  }

  private SubscribeOptions.Builder to(Mode mode) {
    return SubscribeOptions.to(mode, at(sink.uri()));
  }

  @ParameterizedTest
  @EnumSource(names = {"PUSH", "PUSH_WITH_ACK", "BATCHED"})
  void everyEventReachesTheSinkOnceAndInOrder(Mode mode) throws Exception {
    server.subscribe(to(mode));

    for (int n = 1; n < 1000; n += 100) {
      server.publish(n, n + 99);
    }
    server.publish(1001, 1001);

    inbox.awaitVolumes(upTo(1001));
    assertThat(inbox.events())
        .allSatisfy(event -> assertThat(event.action()).isEqualTo(StartedServer.USAGE));
  }

  @Test
  void pullGivesEveryEventOnceAndInOrder() throws Exception {
    WsmanClient client = server.client();
    SubscriptionHandle pull = server.subscribe(SubscribeOptions.pull());
    server.publish(1, 200);
    server.publish(201, 333);

    assertThat(pullAll(client, pull, 333)).isEqualTo(upTo(333));
  }

  private static List<Integer> pullAll(WsmanClient client, SubscriptionHandle from, int count)
      throws Exception {
    List<Integer> volumes = new ArrayList<>();
    String context = from.context().orElseThrow();
    while (volumes.size() < count) {
      PulledEvents page =
          client.pull(
              from.manager(), context, OptionalInt.of(50), Optional.of(Duration.ofSeconds(5)));
      assertThat(page.items()).isNotEmpty();
      page.items().forEach(item -> volumes.add(volume(item)));
      context = page.context().orElseThrow();
    }
    return volumes;
  }

  private static int volume(XmlElement usage) {
    return Integer.parseInt(usage.attribute("Volume").orElseThrow());
  }

  /** The context is the cursor: what a lost reply held is there again. */
  @Test
  void aPullWithAnOlderContextGivesTheSameEventsAgain() throws Exception {
    WsmanClient client = server.client();
    SubscriptionHandle pull = server.subscribe(SubscribeOptions.pull());
    server.publish(1, 10);
    String first = pull.context().orElseThrow();

    PulledEvents once = client.pull(pull.manager(), first, OptionalInt.of(4), Optional.empty());
    PulledEvents again = client.pull(pull.manager(), first, OptionalInt.of(4), Optional.empty());
    PulledEvents rest =
        client.pull(
            pull.manager(), again.context().orElseThrow(), OptionalInt.of(9), Optional.empty());

    assertThat(again.items()).extracting(DeliveryModesIT::volume).isEqualTo(upTo(4));
    assertThat(once.context()).isEqualTo(again.context());
    assertThat(rest.items()).extracting(DeliveryModesIT::volume).containsExactly(5, 6, 7, 8, 9, 10);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /fcs:Usage[@Volume > 3]     | 4 5 6
          //fcs:Usage[@Volume mod 2=0]| 2 4 6
          /*/@Volume = 5              | 5
          fcs:Usage/@Volume < 2       | 1
          """)
  void anXPathFilterPicksByTheEvent(String expression, String expected) throws Exception {
    server.subscribe(to(Mode.PUSH).filter(xpath(expression)));
    server.subscribe(to(Mode.PUSH).filter(xpath("/fcs:Usage[@Volume = 100]")));

    server.publish(1, 6);
    server.publish(100, 100);

    List<Integer> wanted = new ArrayList<>();
    for (String volume : expected.split(" ")) {
      wanted.add(Integer.valueOf(volume));
    }
    inbox.awaitEvents(wanted.size() + 1);
    assertThat(inbox.volumes()).filteredOn(volume -> volume <= 6).isEqualTo(wanted);
  }

  @Test
  void theSelectorsOfTheSubscribePickTheInstance() throws Exception {
    WsmanClient client = server.client();
    client.subscribe(
        client.resource(StartedServer.FOUNTAINS, SelectorSet.of("ResourceID", SOUTH)),
        to(Mode.PUSH).build());

    server.publish(usage(NORTH, 1));
    server.publish(usage(SOUTH, 2));
    server.publish(usage(NORTH, 3));
    server.publish(usage(SOUTH, 4));

    inbox.awaitVolumes(List.of(2, 4));
  }

  @Test
  void theSelectorDialectPicksByTheEventsProperties() throws Exception {
    XmlElement filter =
        XmlElement.builder(Soap.WSMAN, "Filter", "wsman")
            .add(
                XmlElement.builder(Soap.WSMAN, "SelectorSet", "wsman")
                    .add(
                        XmlElement.builder(Soap.WSMAN, "Selector", "wsman")
                            .attribute("Name", "Volume")
                            .text("2")
                            .build())
                    .build())
            .build();
    server.subscribe(
        to(Mode.PUSH)
            .filter(
                new FilterSpec(
                    "http://schemas.dmtf.org/wbem/wsman/1/wsman/SelectorFilter",
                    "",
                    java.util.Map.of(),
                    Optional.of(filter))));

    server.subscribe(to(Mode.PUSH).filter(xpath("/fcs:Usage[@Volume = 100]")));
    server.publish(1, 3);
    server.publish(100, 100);

    inbox.awaitEvents(2);
    assertThat(inbox.volumes()).containsExactlyInAnyOrder(2, 100);
  }

  @Test
  void aBatchClosesAtMaxElements() throws Exception {
    server.subscribe(
        to(Mode.BATCHED)
            .batch(
                new BatchLimits(
                    OptionalInt.of(3),
                    java.util.OptionalLong.empty(),
                    Optional.of(Duration.ofMinutes(5)))));

    server.publish(1, 10);

    inbox.awaitVolumes(upTo(9)); // the tenth waits for two more
    assertThat(batchSizes()).containsExactly(3, 3, 3);
    server.publish(11, 12);
    inbox.awaitVolumes(upTo(12));
  }

  @Test
  void aBatchClosesAtMaxCharactersInTheFirstGeneration() throws Exception {
    // One event takes about 250 characters in its wrapper.
    server.subscribe(
        Generation.OCTOBER_2004,
        to(Mode.BATCHED)
            .batch(
                new BatchLimits(
                    OptionalInt.of(100),
                    java.util.OptionalLong.of(1200),
                    Optional.of(Duration.ofMinutes(5)))));

    server.publish(1, 40);

    inbox.awaitEvents(30);
    assertThat(batchSizes()).allSatisfy(size -> assertThat(size).isBetween(2, 8));
    assertThat(inbox.volumes()).isEqualTo(upTo(inbox.volumes().size()));
  }

  @Test
  void aBatchClosesAtMaxTime() throws Exception {
    server.subscribe(
        to(Mode.BATCHED)
            .batch(
                new BatchLimits(
                    OptionalInt.of(1000),
                    java.util.OptionalLong.empty(),
                    Optional.of(Duration.ofMillis(300)))));

    server.publish(1, 5);

    inbox.awaitVolumes(upTo(5));
    assertThat(batchSizes()).containsExactly(5);
  }

  /** A session keeps 256 events in memory; it cannot wait for more before it sends. */
  @Test
  void aBatchMayBeAskedForThatIsLargerThanWhatASessionKeeps() throws Exception {
    server.subscribe(
        to(Mode.BATCHED)
            .batch(
                new BatchLimits(
                    OptionalInt.of(1000),
                    java.util.OptionalLong.empty(),
                    Optional.of(Duration.ofMinutes(5)))));

    server.publish(1, 512);

    inbox.awaitVolumes(upTo(512));
  }

  private List<Integer> batchSizes() {
    List<Integer> sizes = new ArrayList<>();
    String last = "";
    for (ReceivedEvent event : inbox.events()) {
      if (event.messageId().equals(last)) {
        sizes.set(sizes.size() - 1, sizes.get(sizes.size() - 1) + 1);
      } else {
        sizes.add(1);
      }
      last = event.messageId();
    }
    return sizes;
  }

  /** Pushing goes on meanwhile, so the events were there to be sent. */
  @Test
  void pushWithAckSendsNothingMoreUntilTheAckCame() throws Exception {
    CountDownLatch mayAnswer = new CountDownLatch(1);
    try (RecordingSink slow =
        RecordingSink.answering(
            message -> {
              awaitQuietly(mayAnswer);
              return Answer.ack(message.id());
            })) {
      server.subscribe(SubscribeOptions.to(Mode.PUSH_WITH_ACK, at(slow.uri())));
      server.subscribe(to(Mode.PUSH));
      server.publish(1, 3);

      inbox.awaitVolumes(upTo(3));
      slow.awaitMessages(1);
      assertThat(slow.messages()).hasSize(1);
      assertThat(slow.messages().get(0).text()).contains("<wsman:AckRequested/>");

      mayAnswer.countDown();
      assertThat(slow.awaitMessages(3)).extracting(Message::id).doesNotHaveDuplicates();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void anAckOfAnotherMessageDoesNotCountAndTheMessageComesAgain() throws Exception {
    try (RecordingSink confused = RecordingSink.answering(message -> Answer.ack("uuid:other"))) {
      server.subscribe(SubscribeOptions.to(Mode.PUSH_WITH_ACK, at(confused.uri())));
      server.publish(1, 2);
      confused.awaitMessages(2);
      confused.behave(message -> Answer.ack(message.id()));
      server.publish(3, 3);

      List<Message> messages = confused.awaitMessages(5);
      assertThat(messages.get(0).id()).isEqualTo(messages.get(1).id());
      assertThat(messages.get(0).text()).contains("Volume=\"1\"");
      assertThat(messages.get(messages.size() - 1).text()).contains("Volume=\"3\"");
      assertThat(messages).extracting(Message::id).contains(messages.get(0).id());
      assertThat(messages.stream().map(Message::id).distinct()).hasSize(3);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PUSH", "PUSH_WITH_ACK", "BATCHED"})
  void anIdleSubscriptionBeats(Mode mode) throws Exception {
    server.subscribe(to(mode).heartbeats(Duration.ofMillis(200)));

    inbox.awaitKind(Kind.HEARTBEAT, 2);
    server.publish(1, 1);
    inbox.awaitVolumes(List.of(1));
  }

  @Test
  void aBookmarkResumesBehindItsEvent() throws Exception {
    BookmarkChoice wanted =
        new BookmarkChoice(BookmarkChoice.Start.NOW, Optional.empty(), BookmarkChoice.Wish.SEND);
    SubscriptionHandle first = server.subscribe(to(Mode.PUSH).bookmarks(wanted));
    server.publish(1, 5);
    inbox.awaitVolumes(upTo(5));
    server.client().unsubscribe(first.manager());
    server.publish(6, 8);

    Inbox later = new Inbox();
    try (SinkServer again = SinkServer.start(anyPort(), later)) {
      server.subscribe(
          SubscribeOptions.to(Mode.PUSH, at(again.uri()))
              .bookmarks(
                  new BookmarkChoice(
                      BookmarkChoice.Start.NOW,
                      inbox.events().get(2).bookmark(),
                      BookmarkChoice.Wish.OMIT)));
      server.publish(9, 9);
      later.awaitVolumes(List.of(4, 5, 6, 7, 8, 9));
    }
    assertThat(inbox.volumes()).isEqualTo(upTo(5));
  }

  @Test
  void theEarliestBookmarkGivesWhatTheLogStillHas() throws Exception {
    server.publish(1, 4);
    server.subscribe(
        to(Mode.BATCHED)
            .bookmarks(
                new BookmarkChoice(
                    BookmarkChoice.Start.EARLIEST, Optional.empty(), BookmarkChoice.Wish.OMIT)));

    inbox.awaitVolumes(upTo(4));
  }

  @Test
  void anOversizeEventIsSkippedWhenTheSubscriberSaysSo() throws Exception {
    server.subscribe(to(Mode.BATCHED).maxEnvelope(8192).oversize(OversizePolicy.SKIP));
    publishSmallLargeSmall();

    inbox.awaitVolumes(List.of(1, 3));
    assertThat(inbox.all()).hasSize(2);
  }

  @Test
  void anOversizeEventIsReportedAsDroppedByDefault() throws Exception {
    server.subscribe(to(Mode.BATCHED).maxEnvelope(8192));
    publishSmallLargeSmall();

    inbox.awaitVolumes(List.of(1, 3));
    assertThat(inbox.all())
        .extracting(ReceivedEvent::kind)
        .containsExactly(Kind.EVENT, Kind.DROPPED_EVENTS, Kind.EVENT);
    assertThat(inbox.all().get(1).body().orElseThrow().trimmedText()).isEqualTo("1");
  }

  @Test
  void anOversizeEventEndsTheSubscriptionWhenTheSubscriberSaysSo() throws Exception {
    server.subscribe(
        to(Mode.PUSH)
            .endTo(at(sink.uri()))
            .maxEnvelope(8192)
            .oversize(OversizePolicy.CANCEL_SUBSCRIPTION));
    publishSmallLargeSmall();

    inbox.awaitKind(Kind.SUBSCRIPTION_END, 1);
    assertThat(inbox.volumes()).containsExactly(1);
    assertThat(inbox.of(Kind.SUBSCRIPTION_END).get(0).body().orElseThrow().toString())
        .contains("DeliveryFailure");
    assertThat(server.server().subscriptions()).isEmpty();
  }

  private void publishSmallLargeSmall() throws Exception {
    server.publish(1, 1);
    server.publish(usage(NORTH, 2, "x".repeat(9000)));
    server.publish(3, 3);
  }

  @Test
  void eventsComeInUtf16WhenTheSubscriberAsksForIt() throws Exception {
    try (RecordingSink raw = RecordingSink.accepting()) {
      String reply =
          server
              .post(
                  Soap.pushSubscribe(
                      raw.uri().toString(),
                      "",
                      "<wsman:ContentEncoding>UTF-16</wsman:ContentEncoding>"))
              .body();
      assertThat(reply).contains("SubscribeResponse");
      server.publish(usage(NORTH, 1, "Trinkbrunnen am Süd-Tor, 東"));

      Message message = raw.awaitMessages(1).get(0);

      assertThat(message.headers().getFirst("Content-Type")).containsIgnoringCase("utf-16");
      assertThat(new String(message.body(), StandardCharsets.UTF_16))
          .contains("<fcs:Usage")
          .contains("Trinkbrunnen am Süd-Tor, 東");
    }
  }

  @Test
  void referenceParametersOfNotifyToComeAsHeaders() throws Exception {
    XmlElement mark = XmlElement.ofText("urn:test:sink", "Mark", "t", "seven");
    server.subscribe(
        SubscribeOptions.to(
            Mode.PUSH,
            new org.wellspring.model.EndpointReference(
                sink.uri().toString(), List.of(), List.of(mark))));
    server.publish(1, 1);

    inbox.awaitVolumes(List.of(1));
    assertThat(inbox.events().get(0).headers())
        .anySatisfy(
            header -> {
              assertThat(header.is("urn:test:sink", "Mark")).isTrue();
              assertThat(header.trimmedText()).isEqualTo("seven");
            });
  }
}
