package org.wellspring.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wellspring.client.ScriptedSoapServer.Reply;
import org.wellspring.model.EndpointReference;
import org.wellspring.model.FilterSpec;
import org.wellspring.model.Secret;
import org.wellspring.model.SelectorSet;
import org.wellspring.xml.XmlElement;

final class WsmanClientIT {
  private static final String FOUNTAINS = "http://control.fineartschool.com/fountains";
  private static final SelectorSet NORTH = SelectorSet.of("ResourceID", "b42f3North");
  private static final String WSMAN = Generation.DMTF.namespace();

  private ScriptedSoapServer server;
  private WsmanClient client;

  @BeforeEach
  void start() throws IOException {
    server = ScriptedSoapServer.start();
    client = new WsmanClient(ClientSettings.of(server.uri()));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void identifyAsksWithoutAddressingAndReadsAnyNamespace() throws Exception {
    server.reply(
        "<wsmid:IdentifyResponse><wsmid:ProtocolVersion>p1</wsmid:ProtocolVersion>"
            + "<wsmid:ProductVendor>Acme</wsmid:ProductVendor><wsmid:ProductVersion>1</wsmid:ProductVersion>"
            + "<wsmid:SecurityProfiles><wsmid:SecurityProfileName>basic</wsmid:SecurityProfileName></wsmid:SecurityProfiles>"
            + "</wsmid:IdentifyResponse>");
    server.reply("<s:IdentifyResponse><s:ProductVendor>Omi</s:ProductVendor></s:IdentifyResponse>");

    Identity identity = client.identify();
    Identity odd = client.identify();

    assertThat(identity).isEqualTo(new Identity(List.of("p1"), "Acme", "1", List.of("basic")));
    assertThat(odd.productVendor()).isEqualTo("Omi");
    assertThat(server.request(0).header("Action")).isEmpty();
    assertThat(server.request(0).http("Content-type")).isEqualTo(Wire.CONTENT_TYPE);
  }

  @Test
  void getSendsResourceAndSelectorsAsHeaders() throws Exception {
    server.reply("<fcs:Fountain ResourceID='b42f3North'/>");

    XmlElement fountain = client.get(client.resource(FOUNTAINS, NORTH));

    assertThat(fountain.attribute("ResourceID")).contains("b42f3North");
    ScriptedSoapServer.Request request = server.request(0);
    assertThat(request.action()).isEqualTo("http://schemas.xmlsoap.org/ws/2004/09/transfer/Get");
    assertThat(request.header("To").map(XmlElement::text)).contains(server.uri().toString());
    XmlElement resource = request.header("ResourceURI").orElseThrow();
    assertThat(resource.is(WSMAN, "ResourceURI")).isTrue();
    assertThat(resource.text()).isEqualTo(FOUNTAINS);
    assertThat(resource.attribute(Wire.SOAP, "mustUnderstand")).contains("true");
    XmlElement selector =
        request.header("SelectorSet").orElseThrow().child(WSMAN, "Selector").orElseThrow();
    assertThat(selector.attribute("Name")).contains("ResourceID");
    assertThat(selector.text()).isEqualTo("b42f3North");
    assertThat(request.header("OperationTimeout").map(XmlElement::text)).contains("PT1M");
    assertThat(request.header("MessageID").map(XmlElement::text).orElse("")).startsWith("uuid:");
  }

  @Test
  void getFragmentMarksItsHeaderMustUnderstand() throws Exception {
    server.reply("<wsman:XmlFragment>ok</wsman:XmlFragment>");

    XmlElement part = client.getFragment(client.resource(FOUNTAINS, NORTH), "FilterState/text()");

    assertThat(part.text()).isEqualTo("ok");
    XmlElement header = server.request(0).header("FragmentTransfer").orElseThrow();
    assertThat(header.text()).isEqualTo("FilterState/text()");
    assertThat(header.attribute(Wire.SOAP, "mustUnderstand")).contains("true");
  }

  @Test
  void putReturnsTheNewRepresentationOnlyWhenTheServerSendsOne() throws Exception {
    server.reply("").reply("<fcs:Fountain ResourceID='b'/>");
    EndpointReference target = client.resource(FOUNTAINS, NORTH);
    XmlElement fountain = ScriptedSoapServer.xml("<fcs:Fountain ResourceID='a'/>");

    assertThat(client.put(target, fountain)).isEmpty();
    assertThat(client.put(target, fountain)).isPresent();
    assertThat(server.request(0).content().attribute("ResourceID")).contains("a");
  }

  @Test
  void createReturnsAReferenceThatCanBeUsedAtOnce() throws Exception {
    server
        .reply(
            "<wxf:ResourceCreated><wsa:Address>"
                + server.uri()
                + "</wsa:Address><wsa:ReferenceParameters><wsman:ResourceURI>u</wsman:ResourceURI>"
                + "</wsa:ReferenceParameters></wxf:ResourceCreated>")
        .reply("");

    EndpointReference made =
        client.create(
            client.resource(FOUNTAINS, SelectorSet.NONE),
            ScriptedSoapServer.xml("<fcs:Fountain/>"));
    client.delete(made);

    assertThat(server.request(1).header("ResourceURI").map(XmlElement::text)).contains("u");
    assertThat(server.request(1).action()).endsWith("/transfer/Delete");
  }

  @Test
  void enumerateTakesOptimizedItemsAndPullsUntilThereIsNoContext() throws Exception {
    server
        .reply(
            "<wsen:EnumerateResponse><wsen:EnumerationContext>c1</wsen:EnumerationContext>"
                + "<wsman:Items><fcs:Fountain ResourceID='1'/></wsman:Items></wsen:EnumerateResponse>")
        .reply(
            "<wsen:PullResponse><wsen:EnumerationContext>c2</wsen:EnumerationContext>"
                + "<wsen:Items><fcs:Fountain ResourceID='2'/></wsen:Items></wsen:PullResponse>")
        .reply(
            "<wsen:PullResponse><wsen:Items><fcs:Fountain ResourceID='3'/></wsen:Items>"
                + "<wsen:EndOfSequence/></wsen:PullResponse>");
    List<String> ids = new ArrayList<>();

    client.enumerate(
        client.resource(FOUNTAINS, SelectorSet.NONE),
        EnumerateOptions.DEFAULTS,
        item -> ids.add(item.object().orElseThrow().attribute("ResourceID").orElse("")));

    assertThat(ids).containsExactly("1", "2", "3");
    assertThat(server.request(2).content().childText(Wire.WSEN, "EnumerationContext"))
        .contains("c2");
    assertThat(server.request(0).content().child(WSMAN, "OptimizeEnumeration")).isPresent();
  }

  /** A complete optimized reply has an empty context; one server repeats it beside the end. */
  @Test
  void enumerateEndsOnEmptyContextAndOnEndOfSequence() throws Exception {
    server
        .reply("<wsen:EnumerateResponse><wsen:EnumerationContext/></wsen:EnumerateResponse>")
        .reply(
            "<wsen:EnumerateResponse><wsen:EnumerationContext>c</wsen:EnumerationContext>"
                + "<wsman:EndOfSequence/></wsen:EnumerateResponse>");
    EndpointReference target = client.resource(FOUNTAINS, SelectorSet.NONE);

    client.enumerate(target, EnumerateOptions.DEFAULTS, item -> {});
    client.enumerate(target, EnumerateOptions.DEFAULTS, item -> {});

    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void enumerateReadsObjectsWithTheirReferences() throws Exception {
    server.reply(
        "<wsen:EnumerateResponse><wsen:EnumerationContext/><wsman:Items><wsman:Item>"
            + "<fcs:Fountain ResourceID='1'/><wsa:EndpointReference><wsa:Address>a</wsa:Address>"
            + "</wsa:EndpointReference></wsman:Item></wsman:Items></wsen:EnumerateResponse>");
    List<EnumeratedItem> items = new ArrayList<>();

    client.enumerate(
        client.resource(FOUNTAINS, SelectorSet.NONE),
        new EnumerateOptions(
            EnumerateOptions.Shape.OBJECTS_AND_EPRS,
            EnumerateOptions.Transfer.OPTIMIZED,
            OptionalInt.of(7),
            Optional.empty()),
        items::add);

    assertThat(items).hasSize(1);
    assertThat(items.get(0).reference().orElseThrow().address()).isEqualTo("a");
    assertThat(server.request(0).content().childText(WSMAN, "EnumerationMode"))
        .contains("EnumerateObjectAndEPR");
    assertThat(server.request(0).content().childText(WSMAN, "MaxElements")).contains("7");
  }

  @Test
  void subscribeReadsIdContextAndLease() throws Exception {
    server.reply(
        subscribeResponse(server.uri(), "<wsen:EnumerationContext>c/1</wsen:EnumerationContext>"));

    SubscriptionHandle handle =
        client.subscribe(
            client.resource(FOUNTAINS, NORTH),
            SubscribeOptions.pull()
                .expires(Duration.ofMinutes(15))
                .filter(
                    new FilterSpec(
                        Wire.XPATH,
                        "/f:Usage[@Volume > 3]",
                        Map.of("f", "urn:f"),
                        Optional.empty()))
                .build());

    assertThat(handle.id()).isEqualTo("uuid:1");
    assertThat(handle.context()).contains("c/1");
    assertThat(handle.expires()).contains("PT15M");
    XmlElement subscribe = server.request(0).content();
    assertThat(subscribe.child(Wire.WSE, "Delivery").orElseThrow().attribute("Mode"))
        .contains("http://schemas.dmtf.org/wbem/wsman/1/wsman/Pull");
    XmlElement filter = subscribe.child(WSMAN, "Filter").orElseThrow();
    assertThat(filter.text()).isEqualTo("/f:Usage[@Volume > 3]");
    assertThat(filter.scope().namespace("f")).contains("urn:f");
  }

  @Test
  void theManagersReferenceDataComesBackAsHeaders() throws Exception {
    server
        .reply(subscribeResponse(server.uri(), ""))
        .reply("<wse:RenewResponse><wse:Expires>PT2H</wse:Expires></wse:RenewResponse>")
        .reply("<wse:GetStatusResponse><wse:Expires>PT1H</wse:Expires></wse:GetStatusResponse>")
        .reply("");
    EndpointReference manager =
        client
            .subscribe(client.resource(FOUNTAINS, NORTH), SubscribeOptions.pull().build())
            .manager();

    assertThat(client.renew(manager, Optional.of("PT2H"))).contains("PT2H");
    assertThat(client.status(manager)).contains("PT1H");
    client.unsubscribe(manager);

    for (int i = 1; i <= 3; i++) {
      assertThat(server.request(i).header("Identifier").map(XmlElement::text)).contains("uuid:1");
      assertThat(server.request(i).header("Opaque").map(XmlElement::text)).contains("x");
    }
    assertThat(server.request(3).action()).endsWith("/eventing/Unsubscribe");
  }

  @Test
  void october2004UsesKeysAndItsOwnModeAndGroup() throws Exception {
    WsmanClient old =
        new WsmanClient(ClientSettings.of(server.uri()).with(Generation.OCTOBER_2004));
    server.reply(
        subscribeResponse(
            server.uri(),
            "<wsman04:MulticastAddress><wsa:Address>soap.udp://239.255.42.7:9931/f</wsa:Address>"
                + "</wsman04:MulticastAddress>"));

    SubscriptionHandle handle =
        old.subscribe(old.resource(FOUNTAINS, NORTH), SubscribeOptions.trap().build());

    assertThat(handle.multicastAddress()).contains("soap.udp://239.255.42.7:9931/f");
    XmlElement key = server.request(0).header("Key").orElseThrow();
    assertThat(key.is(Generation.OCTOBER_2004.namespace(), "Key")).isTrue();
    assertThat(key.attribute("Name")).contains("ResourceID");
    assertThat(server.request(0).header("SelectorSet")).isEmpty();
  }

  @Test
  void pullBringsItemsAndTheNewContext() throws Exception {
    server.reply(
        "<wsman:Bookmark>b7</wsman:Bookmark>",
        "<wsen:PullResponse><wsen:EnumerationContext>c2</wsen:EnumerationContext><wsen:Items>"
            + "<fcs:Usage Volume='1'/><fcs:Usage Volume='2'/></wsen:Items></wsen:PullResponse>");

    PulledEvents page =
        client.pull(
            client.resource(FOUNTAINS, NORTH),
            "c1",
            OptionalInt.of(10),
            Optional.of(Duration.ofSeconds(70)));

    assertThat(page.items()).hasSize(2);
    assertThat(page.context()).contains("c2");
    assertThat(page.bookmark().map(XmlElement::text)).contains("b7");
    assertThat(server.request(0).content().childText(Wire.WSEN, "MaxTime")).contains("PT1M10S");
    assertThat(server.request(0).header("OperationTimeout").map(XmlElement::text))
        .contains("PT1M15S");
  }

  @Test
  void pullThatTimesOutIsEmptyAndKeepsItsContext() throws Exception {
    server.fault("s:Receiver", "wsman:TimedOut", "nothing", "");
    server.fault("s:Receiver", "wsen:InvalidEnumerationContext", "gone", "");
    EndpointReference target = client.resource(FOUNTAINS, NORTH);

    PulledEvents page = client.pull(target, "c1", OptionalInt.empty(), Optional.empty());
    SoapFault other =
        catchThrowableOfType(
            SoapFault.class,
            () -> client.pull(target, "c1", OptionalInt.empty(), Optional.empty()));

    assertThat(page.items()).isEmpty();
    assertThat(page.context()).contains("c1");
    assertThat(other.summary()).isEqualTo("s:Receiver wsen:InvalidEnumerationContext");
  }

  @Test
  void releaseNamesTheContext() throws Exception {
    server.reply("");

    client.release(client.resource(FOUNTAINS, NORTH), "c9");

    assertThat(server.request(0).content().childText(Wire.WSEN, "EnumerationContext"))
        .contains("c9");
  }

  @Test
  void faultIsThrownWithItsPartsWhateverTheStatus() {
    Reply fault =
        ScriptedSoapServer.faultReply(
            "s:Sender",
            "wsman:InvalidSelectors",
            "no such fountain",
            "<wsman:FaultDetail>http://schemas.dmtf.org/wbem/wsman/1/wsman/faultDetail/UnexpectedSelectors</wsman:FaultDetail>");
    server.add(fault).add(new Reply(400, fault.contentType(), fault.body()));
    server.add(new Reply(200, fault.contentType(), fault.body()));

    for (int i = 0; i < 3; i++) {
      SoapFault thrown =
          catchThrowableOfType(
              SoapFault.class, () -> client.get(client.resource(FOUNTAINS, NORTH)));
      assertThat(thrown.summary())
          .isEqualTo("s:Sender wsman:InvalidSelectors (UnexpectedSelectors)");
      assertThat(thrown.reason()).isEqualTo("no such fountain");
      assertThat(thrown.code().local()).isEqualTo("Sender");
      assertThat(thrown.detail()).isPresent();
    }
  }

  @Test
  void whatIsNotSoapIsAFailedExchange() {
    server.add(new Reply(503, "text/html", "<html>busy</html>"));
    server.add(new Reply(200, "text/html", "hello"));
    server.add(new Reply(401, "text/html", ""));

    assertThat(failure()).contains("HTTP 503").contains("html");
    assertThat(failure()).contains("not a SOAP message").contains("--url");
    assertThat(failure()).contains("credentials").contains("401");
  }

  private String failure() {
    return String.valueOf(
        catchThrowableOfType(ExchangeFailed.class, () -> client.identify()).getMessage());
  }

  @Test
  void nobodyListeningIsSaidWithTheAddress() throws IOException {
    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }
    WsmanClient lonely =
        new WsmanClient(ClientSettings.of(URI.create("http://127.0.0.1:" + closed + "/wsman")));

    ExchangeFailed thrown = catchThrowableOfType(ExchangeFailed.class, lonely::identify);

    assertThat(thrown.getMessage()).contains("cannot connect to http://127.0.0.1:" + closed);
  }

  /** A manager's address is the server's word: it must not be able to collect passwords. */
  @Test
  void credentialsGoToTheirOwnHostOnly() throws Exception {
    WsmanClient secured =
        new WsmanClient(
            ClientSettings.of(server.uri())
                .with(new Credentials("operator", new Secret("s3cret"))));
    try (ScriptedSoapServer elsewhere = ScriptedSoapServer.start()) {
      server.reply(subscribeResponse(elsewhere.uri(), ""));
      elsewhere.reply("");

      SubscriptionHandle handle =
          secured.subscribe(secured.resource(FOUNTAINS, NORTH), SubscribeOptions.pull().build());
      secured.unsubscribe(handle.manager());

      assertThat(server.request(0).http("Authorization")).isEqualTo("Basic b3BlcmF0b3I6czNjcmV0");
      assertThat(elsewhere.request(0).http("Authorization")).isEmpty();
    }
  }

  private static String subscribeResponse(URI address, String more) {
    return "<wse:SubscribeResponse><wse:SubscriptionManager><wsa:Address>"
        + address
        + "</wsa:Address><wsa:ReferenceProperties><fcs:Opaque>x</fcs:Opaque></wsa:ReferenceProperties>"
        + "<wsa:ReferenceParameters><wse:Identifier>uuid:1</wse:Identifier></wsa:ReferenceParameters>"
        + "</wse:SubscriptionManager><wse:Expires>PT15M</wse:Expires>"
        + more
        + "</wse:SubscribeResponse>";
  }
}
