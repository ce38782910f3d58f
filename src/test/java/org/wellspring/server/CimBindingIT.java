package org.wellspring.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.wellspring.client.CloudEventMessage;
import org.wellspring.client.EnumerateOptions;
import org.wellspring.client.SoapFault;
import org.wellspring.client.SubscribeOptions;
import org.wellspring.client.SubscriptionHandle;
import org.wellspring.client.WsmanClient;
import org.wellspring.model.FilterSpec;
import org.wellspring.model.SelectorSet;
import org.wellspring.xml.XmlElement;

/** CIM over WS-Management: instances and indications at /wsman. DSP0227 §7, §8, §10.2.1. */
final class CimBindingIT {
  private static final String CIM = "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/";
  private static final String ALL = "http://schemas.dmtf.org/wbem/wscim/1/*";
  private static final String WQL = "http://schemas.microsoft.com/wbem/wsman/1/WQL";
  private static final SelectorSet CIMV2 = SelectorSet.of("__cimnamespace", "root/cimv2");
  private static final Duration SOON = Duration.ofSeconds(20);

  private static StartedServer server;
  private static WsmanClient client;

  @BeforeAll
  static void start() throws Exception {
    server = StartedServer.with();
    client = server.client();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static List<XmlElement> enumerate(String uri, Optional<FilterSpec> filter)
      throws Exception {
    List<XmlElement> found = new ArrayList<>();
    client.enumerate(
        client.resource(uri, SelectorSet.NONE),
        new EnumerateOptions(
            EnumerateOptions.Shape.OBJECTS,
            EnumerateOptions.Transfer.OPTIMIZED,
            OptionalInt.of(50),
            filter),
        item -> found.add(item.object().orElseThrow()));
    return found;
  }

  private static FilterSpec wql(String query) {
    return new FilterSpec(WQL, query, Map.of(), Optional.empty());
  }

  private static SubscriptionHandle subscribe(
      String uri, SelectorSet selectors, Optional<FilterSpec> filter) throws Exception {
    SubscribeOptions.Builder options = SubscribeOptions.pull();
    filter.ifPresent(options::filter);
    return client.subscribe(client.resource(uri, selectors), options.build());
  }

  private static List<String> pulled(SubscriptionHandle handle) throws Exception {
    return client
        .pull(
            handle.manager(), handle.context().orElseThrow(), OptionalInt.of(10), Optional.of(SOON))
        .items()
        .stream()
        .map(item -> item.elements().filter(e -> e.name().local().equals("MessageID")).findFirst())
        .map(id -> id.map(XmlElement::text).orElse(""))
        .toList();
  }

  private static void publish(String id, String className, String messageId) throws Exception {
    server.publish(
        new CloudEventMessage(
            id,
            CIM + className,
            className,
            Optional.empty(),
            Optional.empty(),
            CloudEventMessage.Format.JSON,
            "{\"OwningEntity\":\"DMTF\",\"MessageID\":\"" + messageId + "\"}"));
  }

  @Test
  void instancesAreTheSameAsOverCimXmlAndNamedByTheirKeys() throws Exception {
    List<XmlElement> namespaces = enumerate(CIM + "CIM_Namespace", Optional.empty());
    XmlElement first = namespaces.get(0);

    assertThat(namespaces).hasSize(2);
    assertThat(first.is(CIM + "CIM_Namespace", "CIM_Namespace")).isTrue();
    Map<String, String> keys = new java.util.LinkedHashMap<>();
    first
        .elements()
        .filter(child -> child.name().local().matches(".*Name"))
        .forEach(child -> keys.put(child.name().local(), child.text()));
    keys.remove("ElementName");
    assertThat(
            client
                .get(client.resource(CIM + "CIM_Namespace", SelectorSet.of(keys)))
                .childText(CIM + "CIM_Namespace", "Name"))
        .contains("interop");
  }

  @Test
  void aSuperclassShowsItsSubclassesAndAllClassesEverything() throws Exception {
    assertThat(enumerate(CIM + "CIM_Service", Optional.empty()))
        .extracting(one -> one.name().local())
        .containsExactlyInAnyOrder("CIM_ObjectManager", "CIM_IndicationService");
    assertThat(enumerate(ALL, Optional.of(wql("SELECT * FROM CIM_RegisteredProfile"))))
        .extracting(one -> one.name().local())
        .containsExactly("CIM_RegisteredProfile");
  }

  @Test
  void polymorphismLeavesSubclassesOrTheirPropertiesOut() throws Exception {
    assertThat(polymorphic("IncludeSubClassProperties")).contains("DeliveryRetryAttempts");
    assertThat(polymorphic("ExcludeSubClassProperties"))
        .contains("Started")
        .doesNotContain("DeliveryRetryAttempts");
    assertThat(polymorphic("None")).doesNotContain("Started");
    assertThat(polymorphic("Sideways")).contains("PolymorphismModeNotSupported");
  }

  private static String polymorphic(String mode) {
    String body =
        "<wsen:Enumerate><wsmb:PolymorphismMode xmlns:wsmb='http://schemas.dmtf.org/wbem/wsman/1/cimbinding.xsd'>"
            + mode
            + "</wsmb:PolymorphismMode><wsman:OptimizeEnumeration/><wsman:MaxElements>50</wsman:MaxElements>"
            + "</wsen:Enumerate>";
    HttpResponse<String> answer =
        server.post(
            Soap.request("http://schemas.xmlsoap.org/ws/2004/09/enumeration/Enumerate", "", body)
                .replace(StartedServer.FOUNTAINS, CIM + "CIM_Service"));
    return answer.body();
  }

  @Test
  void aSubscriptionByClassGetsItsSubclassesEvents() throws Exception {
    SubscriptionHandle all = subscribe(CIM + "CIM_Indication", CIMV2, Optional.empty());
    SubscriptionHandle alerts =
        subscribe(
            CIM + "CIM_AlertIndication",
            CIMV2,
            Optional.of(wql("SELECT * FROM CIM_AlertIndication WHERE MessageID = \"B\"")));
    SubscriptionHandle elsewhere =
        subscribe(
            CIM + "CIM_AlertIndication",
            SelectorSet.of("__cimnamespace", "root/elsewhere"),
            Optional.empty());

    publish("c1", "CIM_AlertIndication", "A");
    publish("c2", "CIM_AlertIndication", "B");

    assertThat(pulled(all)).containsExactly("A", "B");
    assertThat(pulled(alerts)).containsExactly("B");
    assertThat(
            client
                .pull(
                    elsewhere.manager(),
                    elsewhere.context().orElseThrow(),
                    OptionalInt.of(10),
                    Optional.of(Duration.ofSeconds(1)))
                .items())
        .isEmpty();
    client.unsubscribe(all.manager());
  }

  @Test
  void aSubscriptionToAllClassesNeedsAFilterThatSaysWhich() throws Exception {
    assertThatThrownBy(() -> subscribe(ALL, CIMV2, Optional.empty()))
        .isInstanceOf(SoapFault.class)
        .hasMessageContaining("needs a filter in CQL or WQL");

    SubscriptionHandle alerts =
        subscribe(ALL, CIMV2, Optional.of(wql("SELECT * FROM CIM_AlertIndication")));
    publish("d1", "CIM_AlertIndication", "C");

    assertThat(pulled(alerts)).containsExactly("C");
  }

  @Test
  void aSubscriptionByAnIndicationFilterTakesItsQuery() throws Exception {
    CimCalls calls = new CimCalls(server);
    assertThat(CimCalls.error(calls.createFilter("byInstance", CimCalls.NOTEBOOK_QUERY))).isEmpty();
    String system =
        CimCalls.property(
            calls.call("EnumerateInstances", "interop", CimCalls.className("CIM_ObjectManager")),
            "SystemName");
    SelectorSet selectors =
        SelectorSet.of(
            Map.of(
                "Name",
                "byInstance",
                "CreationClassName",
                "CIM_IndicationFilter",
                "SystemCreationClassName",
                "CIM_ComputerSystem",
                "SystemName",
                system));

    SubscriptionHandle handle =
        subscribe(CIM + "CIM_IndicationFilter", selectors, Optional.empty());
    publish("e1", "CIM_AlertIndication", "SVPC0999");
    publish("e2", "CIM_AlertIndication", "SVPC0124");

    assertThat(pulled(handle)).containsExactly("SVPC0124");
    assertThatThrownBy(
            () ->
                subscribe(
                    CIM + "CIM_IndicationFilter",
                    SelectorSet.of("Name", "nobody"),
                    Optional.empty()))
        .isInstanceOf(SoapFault.class);
  }

  @Test
  void indicationsAreSubscribedToAndInstancesAreChangedOverCimXml() {
    assertThatThrownBy(
            () -> client.get(client.resource(CIM + "CIM_AlertIndication", SelectorSet.NONE)))
        .isInstanceOf(SoapFault.class)
        .hasMessageContaining("Reading an indication class is not offered");
    assertThatThrownBy(
            () ->
                client.delete(
                    client.resource(CIM + "CIM_Namespace", SelectorSet.of("Name", "interop"))))
        .hasMessageContaining("/cimom");
  }
}
