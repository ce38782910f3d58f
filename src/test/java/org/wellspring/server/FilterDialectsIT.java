package org.wellspring.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wellspring.server.StartedServer.at;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.wellspring.client.BatchLimits;
import org.wellspring.client.CloudEventMessage;
import org.wellspring.client.EnumerateOptions;
import org.wellspring.client.Mode;
import org.wellspring.client.PublishClient;
import org.wellspring.client.PulledEvents;
import org.wellspring.client.SinkServer;
import org.wellspring.client.SoapFault;
import org.wellspring.client.SubscribeOptions;
import org.wellspring.client.SubscriptionHandle;
import org.wellspring.client.WsmanClient;
import org.wellspring.model.FilterSpec;
import org.wellspring.model.SelectorSet;
import org.wellspring.testing.Events;
import org.wellspring.xml.XmlElement;

/** Each dialect over /wsman: subscribe, publish through /api/events, receive only what matches. */
final class FilterDialectsIT {
  private static final String ALERTS =
      "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_AlertIndication";
  private static final String QUERY_LIST =
      "http://schemas.microsoft.com/win/2004/08/events/eventquery";

  private final Inbox inbox = new Inbox();
  private StartedServer server;
  private SinkServer sink;

  @BeforeEach
  void start() throws Exception {
    server = StartedServer.with();
    sink = SinkServer.start(StartedServer.anyPort(), inbox);
  }

  @AfterEach
  void stop() {
    server.close();
    sink.close();
  }

  /**
   * A filter.
   *
   * @param delivered local names and texts of the properties that arrive of alert 3 and no other
   */
  record Wish(String name, String resource, FilterSpec filter, List<String> delivered) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final List<String> WHOLE =
      List.of(
          "OwningEntity=DMTF",
          "MessageID=SVPC0123",
          "Description=Perform a check",
          "Levels=2",
          "Levels=7",
          "n=3");

  static Stream<Wish> wishes() {
    return Stream.of(
        wish(
            "CQL",
            ALERTS,
            "http://schemas.dmtf.org/wbem/cql/1/dsp0202.pdf",
            "SELECT * FROM CIM_AlertIndication WHERE OwningEntity = 'DMTF' AND MessageID LIKE"
                + " 'SVPC0123|SVPC0124|SVPC0125'",
            WHOLE),
        wish(
            "CQL projected",
            ALERTS,
            "DMTF:CQL",
            "SELECT MessageID, Levels FROM CIM_Indication WHERE ANY Levels[*] > 6 AND n = 3",
            List.of("MessageID=SVPC0123", "Levels=2", "Levels=7")),
        wish(
            "WQL projected",
            ALERTS,
            "http://schemas.microsoft.com/wbem/wsman/1/WQL",
            "select n from cim_processindication where owningentity = 'dmtf' and MessageID like"
                + " 'svpc012[3-5]'",
            List.of("n=3")),
        wish(
            "criteria",
            ALERTS,
            "urn:wellspring:filter:criteria",
            "CLASS EQUALS \"CIM_AlertIndication\" AND Description STARTS_WITH_IGNORE_CASE"
                + " \"perform\" AND Levels LIST_CONTAINS \"7\"",
            WHOLE),
        new Wish(
            "QueryList",
            ALERTS,
            new FilterSpec(
                QUERY_LIST,
                "",
                Map.of(),
                Optional.of(
                    Events.xml(
                        "<Filter><QueryList><Query><Select>*[n &gt; 1]</Select>"
                            + "<Suppress>*[Levels &lt; 2 or OwningEntity='SNIA']</Suppress></Query>"
                            + "</QueryList></Filter>"))),
            WHOLE));
  }

  private static Wish wish(
      String name, String resource, String dialect, String text, List<String> delivered) {
    return new Wish(
        name, resource, new FilterSpec(dialect, text, Map.of(), Optional.empty()), delivered);
  }

  private static CloudEventMessage alert(int n, String entity, String id, String levels) {
    return new CloudEventMessage(
        "alert-" + n,
        ALERTS,
        "CIM_AlertIndication",
        Optional.empty(),
        Optional.empty(),
        CloudEventMessage.Format.JSON,
        """
        {"OwningEntity": "%s", "MessageID": "%s", "Description": "Perform a check", "Levels": [%s], "n": %d}
        """
            .formatted(entity, id, levels, n));
  }

  private void publish() throws Exception {
    new PublishClient(server.settings())
        .publish(
            List.of(
                alert(1, "SNIA", "SVPC0123", "2, 5"),
                alert(2, "DMTF", "SVPC0122", "1, 2"),
                alert(3, "DMTF", "SVPC0123", "2, 7"),
                alert(4, "SNIA", "SVPC0126", "8")));
  }

  private SubscriptionHandle subscribe(SubscribeOptions.Builder options, Wish wish)
      throws Exception {
    WsmanClient client = server.client();
    return client.subscribe(
        client.resource(wish.resource, SelectorSet.NONE), options.filter(wish.filter).build());
  }

  private static List<String> properties(XmlElement event) {
    return event.elements().map(p -> p.name().local() + "=" + p.text()).toList();
  }

  @ParameterizedTest
  @MethodSource("wishes")
  void onlyWhatMatchesIsPushedAndOnlyWhatWasSelectedOfIt(Wish wish) throws Exception {
    subscribe(SubscribeOptions.to(Mode.PUSH, at(sink.uri())), wish);
    subscribe(SubscribeOptions.to(Mode.PUSH, at(sink.uri())), onlyLast());

    publish();

    // the last event goes to the other subscription: what the first one gets came before or never
    inbox.awaitEvents(2);
    List<List<String>> delivered =
        inbox.events().stream().map(event -> properties(event.body().orElseThrow())).toList();
    assertThat(delivered).containsExactlyInAnyOrder(wish.delivered, List.of("n=4"));
  }

  private static Wish onlyLast() {
    return wish("last", ALERTS, "WQL", "SELECT n FROM CIM_AlertIndication WHERE n = 4", List.of());
  }

  @ParameterizedTest
  @MethodSource("wishes")
  void onlyWhatMatchesIsPulled(Wish wish) throws Exception {
    SubscriptionHandle pull = subscribe(SubscribeOptions.pull(), wish);
    publish();

    PulledEvents pulled =
        server
            .client()
            .pull(
                pull.manager(),
                pull.context().orElseThrow(),
                OptionalInt.of(10),
                Optional.of(Duration.ofSeconds(10)));

    assertThat(pulled.items().stream().map(FilterDialectsIT::properties))
        .containsExactly(wish.delivered);
  }

  @ParameterizedTest
  @EnumSource(names = {"PUSH_WITH_ACK", "BATCHED"})
  void theOtherModesDeliverTheSelectedPartToo(Mode mode) throws Exception {
    Wish projected =
        wishes().filter(wish -> wish.name.equals("CQL projected")).findFirst().orElseThrow();
    subscribe(SubscribeOptions.to(mode, at(sink.uri())).batch(BatchLimits.NONE), projected);

    publish();

    inbox.awaitEvents(1);
    assertThat(properties(inbox.events().get(0).body().orElseThrow()))
        .isEqualTo(projected.delivered);
  }

  @ParameterizedTest
  @MethodSource("wishes")
  void aFilterGoesOnAfterARestart(Wish wish) throws Exception {
    subscribe(SubscribeOptions.to(Mode.PUSH, at(sink.uri())), wish);
    Path data = server.stop();
    server = StartedServer.at(data, StartedServer.CONFIG);

    publish();

    inbox.awaitEvents(1);
    assertThat(properties(inbox.events().get(0).body().orElseThrow())).isEqualTo(wish.delivered);
  }

  @ParameterizedTest
  @MethodSource("wishes")
  void aMistakeIsRefusedAtSubscribe(Wish wish) {
    FilterSpec broken =
        wish.filter.element().isPresent()
            ? new FilterSpec(
                QUERY_LIST, "", Map.of(), Optional.of(Events.xml("<Filter><QueryList/></Filter>")))
            : new FilterSpec(
                wish.filter.dialect(), wish.filter.text() + " AND", Map.of(), Optional.empty());
    Wish mistaken = new Wish(wish.name, wish.resource, broken, List.of());

    assertThatThrownBy(() -> subscribe(SubscribeOptions.pull(), mistaken))
        .isInstanceOf(SoapFault.class)
        .hasMessageContaining("The filter is not accepted: ");
  }

  @Test
  void anEnumerationIsFilteredAndCutAsWell() throws Exception {
    WsmanClient client = server.client();
    FilterSpec query =
        new FilterSpec(
            "WQL",
            "SELECT Floor FROM Fountain WHERE Floor >= 3 AND Location LIKE \"%NORTH%\"",
            Map.of(),
            Optional.empty());
    List<String> items = new ArrayList<>();

    client.enumerate(
        client.resource(StartedServer.FOUNTAINS, SelectorSet.NONE),
        new EnumerateOptions(
            EnumerateOptions.Shape.OBJECTS,
            EnumerateOptions.Transfer.OPTIMIZED,
            OptionalInt.empty(),
            Optional.of(query)),
        item -> items.add(String.join(" ", properties(item.object().orElseThrow()))));

    assertThat(items).containsExactly("Floor=3");
  }
}
