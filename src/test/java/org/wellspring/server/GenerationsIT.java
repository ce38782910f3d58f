package org.wellspring.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wellspring.server.StartedServer.NORTH;
import static org.wellspring.server.StartedServer.at;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.wellspring.client.Generation;
import org.wellspring.client.Mode;
import org.wellspring.client.PulledEvents;
import org.wellspring.client.SubscribeOptions;
import org.wellspring.client.SubscriptionHandle;
import org.wellspring.client.WireTap;
import org.wellspring.client.WsmanClient;
import org.wellspring.model.SelectorSet;
import org.wellspring.xml.XmlElement;

/** The namespace of the request decides: reply and events come in the same generation. */
final class GenerationsIT {
  @ParameterizedTest
  @CsvSource({
    "DMTF, PUSH", "DMTF, PUSH_WITH_ACK", "DMTF, BATCHED",
    "JUNE_2005, PUSH", "JUNE_2005, PUSH_WITH_ACK", "JUNE_2005, BATCHED",
    "OCTOBER_2004, PUSH", "OCTOBER_2004, BATCHED"
  })
  void eventsComeInTheGenerationOfTheSubscribe(Generation generation, Mode mode) throws Exception {
    try (StartedServer server = StartedServer.with();
        RecordingSink sink =
            RecordingSink.answering(message -> RecordingSink.Answer.ack(message.id()))) {
      server.subscribe(
          generation,
          SubscribeOptions.to(mode, at(sink.uri())).heartbeats(java.time.Duration.ofMinutes(5)));
      server.publish(1, 2);

      String first = sink.awaitMessages(1).get(0).text();

      assertThat(first).contains("<fcs:Usage").contains("Volume=\"1\"");
      assertNoOtherGeneration(generation, first);
      if (mode == Mode.BATCHED) {
        assertThat(first).contains(generation.namespace()).contains("Event");
      }
      if (mode == Mode.PUSH_WITH_ACK) {
        assertThat(first).contains("AckRequested").contains(generation.namespace());
      }
    }
  }

  private static void assertNoOtherGeneration(Generation generation, String message) {
    for (Generation other : Generation.values()) {
      if (other != generation) {
        assertThat(message).doesNotContain(other.namespace());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyReplyComesInTheGenerationOfItsRequest(Generation generation) throws Exception {
    try (StartedServer server = StartedServer.with()) {
      List<String> replies = new CopyOnWriteArrayList<>();
      WsmanClient client =
          new WsmanClient(server.settings().with(generation).with(tapping(replies)));
      SubscriptionHandle pull =
          client.subscribe(
              client.resource(StartedServer.FOUNTAINS, SelectorSet.NONE),
              SubscribeOptions.pull().expires("PT1H").build());
      client.renew(pull.manager(), Optional.of("PT2H"));
      client.status(pull.manager());
      server.publish(1, 3);
      PulledEvents page =
          client.pull(
              pull.manager(), pull.context().orElseThrow(), OptionalInt.of(10), Optional.empty());
      client.unsubscribe(pull.manager());
      XmlElement fountain =
          client.get(client.resource(StartedServer.FOUNTAINS, SelectorSet.of("ResourceID", NORTH)));

      assertThat(page.items()).hasSize(3);
      assertThat(fountain.is(StartedServer.FCS, "Fountain")).isTrue();
      assertThat(replies)
          .hasSize(6)
          .allSatisfy(reply -> assertNoOtherGeneration(generation, reply));
      assertThat(replies.get(0)).contains(generation.namespace());
    }
  }

  private static WireTap tapping(List<String> replies) {
    return new WireTap() {
      @Override
      public void sent(String requestLine, String body) {}

      @Override
      public void received(int status, String body) {
        replies.add(body);
      }
    };
  }
}
