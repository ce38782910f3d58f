package org.wellspring.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wellspring.server.StartedServer.NORTH;
import static org.wellspring.server.StartedServer.upTo;

import jakarta.xml.bind.JAXBContext;
import jakarta.xml.bind.JAXBException;
import jakarta.xml.ws.BindingProvider;
import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.xml.namespace.QName;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.dom.DOMResult;
import org.apache.cxf.binding.soap.SoapFault;
import org.apache.cxf.headers.Header;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.wellspring.client.SinkServer;
import org.wellspring.wsdl.addressing.AttributedURI;
import org.wellspring.wsdl.addressing.EndpointReferenceType;
import org.wellspring.wsdl.eventing.DeliveryType;
import org.wellspring.wsdl.eventing.GetStatus;
import org.wellspring.wsdl.eventing.Renew;
import org.wellspring.wsdl.eventing.Subscribe;
import org.wellspring.wsdl.eventing.SubscribeResponse;
import org.wellspring.wsdl.eventing.Unsubscribe;
import org.wellspring.wsdl.fcs.Fountain;
import org.wellspring.wsdl.identity.IdentifyResponse;
import org.wellspring.wsdl.service.EventSource;
import org.wellspring.wsdl.service.Identify;
import org.wellspring.wsdl.service.Resource;
import org.wellspring.wsdl.service.SubscriptionManager;
import org.wellspring.wsdl.service.WellspringService;

/**
 * A client that knows the contract and nothing else: proxies that CXF generated from the WSDL which
 * the running server serves.
 */
final class ContractClientIT {
  private static final String WSA = "http://schemas.xmlsoap.org/ws/2004/08/addressing";
  private static final String WXF = "http://schemas.xmlsoap.org/ws/2004/09/transfer";

  private StartedServer server;
  private WellspringService service;
  private Document document;

  @BeforeEach
  void start() throws Exception {
    server = StartedServer.with();
    service = new WellspringService(URI.create(server.wsman() + "?wsdl").toURL());
    document = document();
  }

  private static Document document() throws ParserConfigurationException {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    return factory.newDocumentBuilder().newDocument();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** Gives the next call of a proxy its address and its SOAP headers. */
  private <T> T headed(T port, String action, Header... more) {
    List<Header> headers =
        new ArrayList<>(
            List.of(
                header(WSA, "Action", action),
                header(WSA, "To", server.wsman().toString()),
                header(WSA, "MessageID", "uuid:" + UUID.randomUUID()),
                header(Soap.WSMAN, "ResourceURI", StartedServer.FOUNTAINS)));
    headers.addAll(List.of(more));
    var context = ((BindingProvider) port).getRequestContext();
    context.put(BindingProvider.ENDPOINT_ADDRESS_PROPERTY, server.wsman().toString());
    context.put(Header.HEADER_LIST, headers);
    return port;
  }

  private Header header(String namespace, String local, String text) {
    Element element = document.createElementNS(namespace, local);
    element.setTextContent(text);
    return new Header(new QName(namespace, local), element);
  }

  private Header selector(String name, String value) {
    Element set = document.createElementNS(Soap.WSMAN, "SelectorSet");
    Element selector = document.createElementNS(Soap.WSMAN, "Selector");
    selector.setAttribute("Name", name);
    selector.setTextContent(value);
    set.appendChild(selector);
    return new Header(new QName(Soap.WSMAN, "SelectorSet"), set);
  }

  @Test
  void identifyTellsTheProtocol() {
    Identify identify = service.getIdentify();
    ((BindingProvider) identify)
        .getRequestContext()
        .put(BindingProvider.ENDPOINT_ADDRESS_PROPERTY, server.wsman().toString());

    IdentifyResponse answer = identify.identify(new org.wellspring.wsdl.identity.Identify());

    assertThat(answer.getProtocolVersion()).contains(Soap.WSMAN);
    assertThat(answer.getProductVendor()).isNotBlank();
  }

  @Test
  void whatIsPutIsWhatIsGot() {
    Resource resource = service.getResource();
    Fountain before = headed(resource, WXF + "/Get", selector("ResourceID", NORTH)).get();
    assertThat(before.getResourceID()).isEqualTo(NORTH);

    before.setFlowLimit(new BigDecimal("7.5"));
    headed(resource, WXF + "/Put", selector("ResourceID", NORTH)).put(before);
    Fountain after = headed(resource, WXF + "/Get", selector("ResourceID", NORTH)).get();

    assertThat(after.getFlowLimit()).isEqualByComparingTo("7.5");
    assertThat(after.getLocation()).isEqualTo(before.getLocation());
  }

  @Test
  void aFaultComesAsASoapFault() {
    Resource resource = service.getResource();

    assertThatThrownBy(
            () -> headed(resource, WXF + "/Get", selector("ResourceID", "nowhere")).get())
        .hasMessageContaining("nowhere")
        .hasCauseInstanceOf(SoapFault.class)
        .cause()
        .extracting(fault -> ((SoapFault) fault).getSubCode().getLocalPart())
        .isEqualTo("DestinationUnreachable");
  }

  @Test
  void aSubscriptionIsMadeRenewedAndEnded() throws Exception {
    Inbox inbox = new Inbox();
    try (SinkServer sink = SinkServer.start(StartedServer.anyPort(), inbox)) {
      SubscribeResponse made =
          headed(service.getEventSource(), Soap.WSE + "/Subscribe")
              .subscribe(subscribe(sink.uri().toString()));
      server.publish(1, 3);
      inbox.awaitVolumes(upTo(3));

      Header[] manager =
          made.getSubscriptionManager().getReferenceParameters().getAny().stream()
              .map(ContractClientIT::header)
              .toArray(Header[]::new);
      SubscriptionManager port = service.getSubscriptionManager();
      Renew renew = new Renew();
      renew.setExpires("PT2H");
      assertThat(managed(port, "Renew", manager).renew(renew).getExpires()).isEqualTo("PT2H");
      assertThat(managed(port, "GetStatus", manager).getStatus(new GetStatus()).getExpires())
          .startsWith("PT1H59M");
      managed(port, "Unsubscribe", manager).unsubscribe(new Unsubscribe());
      assertThat(server.server().subscriptions()).isEmpty();
    }
  }

  /** The reference parameters name the resource already. */
  private SubscriptionManager managed(
      SubscriptionManager port, String operation, Header[] parameters) {
    headed(port, Soap.WSE + "/" + operation);
    var context = ((BindingProvider) port).getRequestContext();
    List<Header> headers =
        new ArrayList<>(
            List.of(
                header(WSA, "Action", Soap.WSE + "/" + operation),
                header(WSA, "To", server.wsman().toString()),
                header(WSA, "MessageID", "uuid:" + UUID.randomUUID())));
    headers.addAll(List.of(parameters));
    context.put(Header.HEADER_LIST, headers);
    return port;
  }

  /** An unknown element comes as DOM, one that the contract declares as its class. */
  private static Header header(Object parameter) {
    Element element = parameter instanceof Element unknown ? unknown : marshalled(parameter);
    return new Header(new QName(element.getNamespaceURI(), element.getLocalName()), element);
  }

  private static Element marshalled(Object parameter) {
    try {
      DOMResult result = new DOMResult();
      JAXBContext.newInstance(
              org.wellspring.wsdl.management.ObjectFactory.class,
              org.wellspring.wsdl.eventing.ObjectFactory.class)
          .createMarshaller()
          .marshal(parameter, result);
      return ((Document) result.getNode()).getDocumentElement();
    } catch (JAXBException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Subscribe subscribe(String sink) {
    AttributedURI address = new AttributedURI();
    address.setValue(sink);
    EndpointReferenceType notifyTo = new EndpointReferenceType();
    notifyTo.setAddress(address);
    DeliveryType delivery = new DeliveryType();
    delivery.setMode(Soap.WSE + "/DeliveryModes/Push");
    delivery
        .getContent()
        .add(new org.wellspring.wsdl.eventing.ObjectFactory().createNotifyTo(notifyTo));
    Subscribe subscribe = new Subscribe();
    subscribe.setDelivery(delivery);
    subscribe.setExpires("PT1H");
    return subscribe;
  }

  @Test
  void theServedContractIsTheOneThePackageWasGeneratedFrom() {
    EventSource port = service.getEventSource();

    assertThat(port).isNotNull();
    assertThat(service.getWSDLDocumentLocation().toString()).startsWith("http://127.0.0.1:");
  }
}
