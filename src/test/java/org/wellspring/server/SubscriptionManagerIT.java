package org.wellspring.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wellspring.cim.CimInstance;
import org.wellspring.cim.NamedInstance;
import org.wellspring.client.ClientSettings;
import org.wellspring.client.CloudEventMessage;
import org.wellspring.client.IndicationListener;
import org.wellspring.client.Ownership;
import org.wellspring.client.SubscriptionManager;
import org.wellspring.client.SubscriptionManager.Query;
import org.wellspring.client.WbemConnection;
import org.wellspring.client.WbemError;
import org.wellspring.client.WireTap;

/** The walk through pywbem's subscription manager, with ours. */
final class SubscriptionManagerIT {
  private static final Query NOTEBOOK =
      new Query(CimCalls.NOTEBOOK_QUERY, "DMTF:CQL", List.of("root/cimv2"));
  private static final Duration SOON = Duration.ofSeconds(20);

  private static WbemConnection connect(StartedServer server) {
    return new WbemConnection(ClientSettings.of(server.base()));
  }

  private static IndicationListener listen(int bound) throws Exception {
    return IndicationListener.start(new InetSocketAddress("127.0.0.1", 0), bound);
  }

  private static void publish(StartedServer server, String id, String messageId) throws Exception {
    server.publish(
        new CloudEventMessage(
            id,
            "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_AlertIndication",
            "CIM_AlertIndication",
            Optional.empty(),
            Optional.empty(),
            CloudEventMessage.Format.JSON,
            "{\"OwningEntity\":\"DMTF\",\"MessageID\":\"" + messageId + "\"}"));
  }

  @Test
  void theNotebooksWalkFromTheServerToAnIndicationAndBack() throws Exception {
    try (StartedServer server = StartedServer.with();
        IndicationListener listener = listen(10)) {
      SubscriptionManager manager = new SubscriptionManager("fred");
      String id = manager.addServer(connect(server));
      NamedInstance destination = manager.addDestination(id, listener.uri(), Ownership.owned("nb"));
      NamedInstance filter =
          manager.addFilter(id, NOTEBOOK, Ownership.permanent("DMTF:System Virtualization:Alerts"));
      List<NamedInstance> subscriptions =
          manager.addSubscriptions(id, filter.path(), List.of(destination.path()));

      publish(server, "1", "SVPC0999");
      publish(server, "2", "SVPC0124");
      CimInstance indication = listener.poll(SOON).orElseThrow();
      assertThat(indication.text("MessageID")).contains("SVPC0124");
      assertThat(indication.text("IndicationFilterName"))
          .contains("DMTF:System Virtualization:Alerts");
      assertThatThrownBy(() -> manager.remove(id, filter.path()))
          .isInstanceOf(WbemError.class)
          .hasMessageContaining("referred to by 1 subscriptions");

      manager.removeSubscriptions(id, List.of(subscriptions.get(0).path()));
      manager.remove(id, filter.path());
      manager.removeServer(id);

      SubscriptionManager other = new SubscriptionManager("other");
      other.addServer(connect(server));
      assertThat(other.destinations(id)).isEmpty();
      assertThat(other.filters(id)).isEmpty();
    }
  }

  @Test
  void whatIsSentIsWhatPywbemSends() throws Exception {
    java.nio.file.Path recorded = java.nio.file.Path.of("src/test/resources/wbem/pywbem-1.10");
    List<String> sent = new java.util.concurrent.CopyOnWriteArrayList<>();
    WireTap tap =
        new WireTap() {
          @Override
          public void sent(String line, String body) {
            sent.add(body);
          }

          @Override
          public void received(int status, String body) {
            // not looked at
          }
        };
    try (StartedServer server = StartedServer.with("wbem.system-name=MockSystem_WBEMServerTest");
        SubscriptionManager manager = new SubscriptionManager("fred")) {
      String id = manager.addServer(new WbemConnection(ClientSettings.of(server.base()).with(tap)));
      NamedInstance destination =
          manager.addDestination(
              id, java.net.URI.create("http://127.0.0.1:15990"), Ownership.owned("nb"));
      NamedInstance filter =
          manager.addFilter(id, NOTEBOOK, Ownership.permanent("DMTF:System Virtualization:Alerts"));
      manager.addSubscriptions(id, filter.path(), List.of(destination.path()));
      assertThatThrownBy(() -> manager.remove(id, filter.path())).isInstanceOf(WbemError.class);
      manager.removeServer(id);
      manager.addServer(new WbemConnection(ClientSettings.of(server.base())));
    }

    List<String> theirs = new java.util.ArrayList<>();
    for (WbemExchange exchange : WbemExchange.in(recorded)) {
      if (exchange.name().matches("(001|002|013|014|015|016|018|019|020|021|029)-.*")) {
        theirs.add(exchange.request().body());
      }
    }
    assertThat(theirs).hasSize(11);
    assertThat(sent).containsAll(theirs);
  }

  @Test
  void aSecondSessionFindsWhatTheFirstLeftAndMakesNothingTwice() throws Exception {
    try (StartedServer server = StartedServer.with();
        IndicationListener listener = listen(10)) {
      SubscriptionManager first = new SubscriptionManager("fred");
      String id = first.addServer(connect(server));
      NamedInstance destination = first.addDestination(id, listener.uri(), Ownership.owned("d"));
      NamedInstance filter = first.addFilter(id, NOTEBOOK, Ownership.owned("f"));
      first.addSubscriptions(id, filter.path(), List.of(destination.path()));
      first.forget(); // as after a crash

      try (SubscriptionManager second = new SubscriptionManager("fred");
          SubscriptionManager stranger = new SubscriptionManager("freda")) {
        second.addServer(connect(server));
        stranger.addServer(connect(server));
        assertThat(stranger.ownedSubscriptions(id)).isEmpty();
        assertThat(second.ownedSubscriptions(id)).hasSize(1);
        assertThat(second.addDestination(id, listener.uri(), Ownership.owned("again")).path())
            .isEqualTo(destination.path());
        assertThat(second.addFilter(id, NOTEBOOK, Ownership.owned("f")).path())
            .isEqualTo(filter.path());
        assertThat(second.addSubscriptions(id, filter.path(), List.of(destination.path())))
            .hasSize(1);
        assertThat(second.subscriptions(id)).hasSize(1);
      }

      assertThat(server.server().subscriptions()).as("cleaned up by closing").isEmpty();
    }
  }

  @Test
  void anotherQueryUnderTheSameNameIsRefusedByTheServer() throws Exception {
    try (StartedServer server = StartedServer.with();
        SubscriptionManager manager = new SubscriptionManager("fred")) {
      String id = manager.addServer(connect(server));
      manager.addFilter(id, NOTEBOOK, Ownership.owned("f"));

      assertThatThrownBy(
              () ->
                  manager.addFilter(
                      id,
                      new Query("SELECT * FROM CIM_InstIndication", "DMTF:CQL", List.of()),
                      Ownership.owned("f")))
          .isInstanceOfSatisfying(
              WbemError.class,
              error -> assertThat(error.code()).isEqualTo(WbemError.ALREADY_EXISTS));
    }
  }

  @Test
  void aFullListenerHoldsTheServerBackAndLosesNothing() throws Exception {
    try (StartedServer server =
            StartedServer.with("wbem.retry.interval=50ms", "wbem.retry.attempts=1000");
        IndicationListener listener = listen(1);
        SubscriptionManager manager = new SubscriptionManager("fred")) {
      String id = manager.addServer(connect(server));
      NamedInstance destination = manager.addDestination(id, listener.uri(), Ownership.owned("d"));
      NamedInstance filter = manager.addFilter(id, NOTEBOOK, Ownership.owned("f"));
      manager.addSubscriptions(id, filter.path(), List.of(destination.path()));

      for (int i = 0; i < 5; i++) {
        publish(server, "e" + i, "SVPC0123");
      }

      for (int i = 0; i < 5; i++) {
        assertThat(listener.poll(SOON).orElseThrow().text("SequenceNumber"))
            .contains(Integer.toString(i));
      }
    }
  }
}
