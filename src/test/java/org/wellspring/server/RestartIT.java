package org.wellspring.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wellspring.server.StartedServer.at;
import static org.wellspring.server.StartedServer.upTo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.wellspring.client.Mode;
import org.wellspring.client.PulledEvents;
import org.wellspring.client.SinkServer;
import org.wellspring.client.SubscribeOptions;
import org.wellspring.client.SubscriptionHandle;
import org.wellspring.client.WsmanClient;
import org.wellspring.model.SelectorSet;

/** What a subscriber sees of a server that goes and comes back: nothing but a pause. */
@Timeout(120)
final class RestartIT {
  private final Inbox inbox = new Inbox();
  private SinkServer sink;
  private StartedServer server;

  @BeforeEach
  void start() throws Exception {
    sink = SinkServer.start(StartedServer.anyPort(), inbox);
    server = StartedServer.with();
  }

  @AfterEach
  void stop() {
    server.close();
    sink.close();
  }

  private void restart() throws Exception {
    Path data = server.stop();
    server = StartedServer.at(data, StartedServer.CONFIG);
  }

  @Test
  void everySendingModeGoesOnWithoutGapOrRepeat() throws Exception {
    server.subscribe(SubscribeOptions.to(Mode.PUSH, at(sink.uri())));
    server.publish(1, 50);
    inbox.awaitVolumes(upTo(50));

    restart();
    server.publish(51, 100);

    inbox.awaitVolumes(upTo(100));
    assertThat(server.server().subscriptions()).hasSize(1);
  }

  @Test
  void whatASinkMissedWhileItAndTheServerWereDownArrivesInOrder() throws Exception {
    server.subscribe(SubscribeOptions.to(Mode.PUSH_WITH_ACK, at(sink.uri())));
    server.publish(1, 3);
    inbox.awaitVolumes(upTo(3));
    sink.close();
    server.publish(4, 20);

    Path data = server.stop();
    sink =
        SinkServer.start(new java.net.InetSocketAddress("127.0.0.1", sink.uri().getPort()), inbox);
    server = StartedServer.at(data, StartedServer.CONFIG);

    inbox.awaitVolumes(upTo(20));
  }

  @Test
  void aPullContextIsGoodAtTheServerThatComesBack() throws Exception {
    SubscriptionHandle pull = server.subscribe(SubscribeOptions.pull());
    server.publish(1, 10);
    PulledEvents first = pull(pull, pull.context().orElseThrow(), 4);

    restart();
    server.publish(11, 12);

    List<Integer> volumes = new ArrayList<>(volumes(first));
    String context = first.context().orElseThrow();
    while (volumes.size() < 12) {
      PulledEvents more = pull(pull, context, 100);
      volumes.addAll(volumes(more));
      context = more.context().orElseThrow();
    }
    assertThat(volumes).isEqualTo(upTo(12));
  }

  private PulledEvents pull(SubscriptionHandle from, String context, int most) throws Exception {
    WsmanClient client =
        server.client(); // its address is another one after a restart on any free port
    return client.pull(
        client.manager(StartedServer.FOUNTAINS, SelectorSet.NONE, from.id()),
        context,
        OptionalInt.of(most),
        Optional.of(Duration.ofSeconds(10)));
  }

  private static List<Integer> volumes(PulledEvents pulled) {
    return pulled.items().stream()
        .map(item -> Integer.parseInt(item.attribute("Volume").orElseThrow()))
        .toList();
  }

  @Test
  void renewAndUnsubscribeAreRememberedToo() throws Exception {
    SubscriptionHandle kept =
        server.subscribe(
            SubscribeOptions.to(Mode.PUSH, at(sink.uri())).expires(Duration.ofMinutes(5)));
    server.client().renew(kept.manager(), Optional.of("PT3H"));
    SubscriptionHandle gone = server.subscribe(SubscribeOptions.to(Mode.PUSH, at(sink.uri())));
    server.client().unsubscribe(gone.manager());

    restart();

    assertThat(server.server().subscriptions())
        .singleElement()
        .satisfies(
            s -> {
              assertThat(s.id().value()).isEqualTo(kept.id());
              assertThat(s.lease().granted()).isEqualTo(Duration.ofHours(3));
            });
  }

  @Test
  void aPublishersRepeatAfterTheRestartIsStillDropped() throws Exception {
    server.subscribe(SubscribeOptions.to(Mode.PUSH, at(sink.uri())));
    var event = StartedServer.usage(StartedServer.NORTH, 1);
    server.publish(event);
    inbox.awaitVolumes(upTo(1));

    restart();
    server.publish(event);
    server.publish(StartedServer.usage(StartedServer.NORTH, 2));

    inbox.awaitVolumes(upTo(2));
  }
}
