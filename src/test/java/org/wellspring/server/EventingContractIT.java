package org.wellspring.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.xml.ws.BindingProvider;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.xml.namespace.QName;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.cxf.binding.soap.SoapFault;
import org.apache.cxf.headers.Header;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.wellspring.wsdl.addressing10.AttributedURIType;
import org.wellspring.wsdl.addressing10.EndpointReferenceType;
import org.wellspring.wsdl.eventing2011.AnythingType;
import org.wellspring.wsdl.eventing2011.DeliveryType;
import org.wellspring.wsdl.eventing2011.ExpirationType;
import org.wellspring.wsdl.eventing2011.FilterType;
import org.wellspring.wsdl.eventing2011.FormatType;
import org.wellspring.wsdl.eventing2011.ObjectFactory;
import org.wellspring.wsdl.eventing2011.Renew;
import org.wellspring.wsdl.eventing2011.Subscribe;
import org.wellspring.wsdl.eventing2011.SubscribeResponse;
import org.wellspring.wsdl.eventingservice.EventSource;
import org.wellspring.wsdl.eventingservice.EventingService;
import org.wellspring.wsdl.eventingservice.SubscriptionManager;
import org.wellspring.wsdl.eventingservice2004.Eventing2004Service;

/**
 * A client that knows the contracts of plain WS-Eventing and nothing else: proxies that CXF
 * generated from what the running server serves.
 */
final class EventingContractIT {
  private static final String WSA = "http://www.w3.org/2005/08/addressing";
  private static final String WSE = "http://www.w3.org/2011/03/ws-evt";

  private StartedServer server;
  private RecordingSink sink;
  private EventingService service;
  private Document document;

  @BeforeEach
  void start() throws Exception {
    server = StartedServer.with();
    sink = RecordingSink.accepting();
    service = new EventingService(eventing("?wsdl").toURL());
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    document = factory.newDocumentBuilder().newDocument();
  }

  @AfterEach
  void stop() {
    server.close();
    sink.close();
  }

  private URI eventing(String rest) {
    return server.base().resolve("/eventing/fountains" + rest);
  }

  private <T> T headed(T port, String operation, Header... more) {
    List<Header> headers =
        new ArrayList<>(
            List.of(
                header("Action", WSE + "/" + operation),
                header("MessageID", "urn:uuid:" + UUID.randomUUID())));
    headers.addAll(List.of(more));
    var context = ((BindingProvider) port).getRequestContext();
    context.put(BindingProvider.ENDPOINT_ADDRESS_PROPERTY, eventing("").toString());
    context.put(Header.HEADER_LIST, headers);
    return port;
  }

  private Header header(String local, String text) {
    Element element = document.createElementNS(WSA, local);
    element.setTextContent(text);
    return new Header(new QName(WSA, local), element);
  }

  private Subscribe subscribe(String format) {
    AttributedURIType address = new AttributedURIType();
    address.setValue(sink.uri().toString());
    EndpointReferenceType notifyTo = new EndpointReferenceType();
    notifyTo.setAddress(address);
    DeliveryType delivery = new DeliveryType();
    delivery.getContent().add(new ObjectFactory().createNotifyTo(notifyTo));
    FilterType filter = new FilterType();
    filter.setValue("//fcs:Usage[@Volume > 2]");
    ExpirationType expires = new ExpirationType();
    expires.setValue("PT1H");
    FormatType wanted = new FormatType();
    wanted.setName(format);
    Subscribe subscribe = new Subscribe();
    subscribe.setDelivery(delivery);
    subscribe.setFilter(filter);
    subscribe.setExpires(expires);
    subscribe.setFormat(wanted);
    return subscribe;
  }

  private void life(EventSource source, SubscriptionManager manager) throws Exception {
    SubscribeResponse made =
        headed(source, "Subscribe").subscribe(subscribe(WSE + "/DeliveryFormats/Wrap"));
    assertThat(made.getGrantedExpires().getValue()).isEqualTo("PT1H");
    server.publish(1, 3);
    assertThat(sink.awaitMessages(1).get(0).text()).contains("Notify", "Volume=\"3\"");

    Object parameter = made.getSubscriptionManager().getReferenceParameters().getAny().get(0);
    Header id = managed(parameter);
    ExpirationType longer = new ExpirationType();
    longer.setValue("PT2H");
    Renew renew = new Renew();
    renew.setExpires(longer);
    assertThat(headed(manager, "Renew", id).renew(renew).getGrantedExpires().getValue())
        .isEqualTo("PT2H");
    assertThat(
            headed(manager, "GetStatus", id)
                .getStatus(new AnythingType())
                .getGrantedExpires()
                .getValue())
        .startsWith("PT1H59M");
    assertThat(headed(manager, "Unsubscribe", id).unsubscribe(new AnythingType())).isNotNull();
    assertThat(server.server().subscriptions()).isEmpty();
  }

  /** An unknown element comes as DOM, one that the contract declares as its class. */
  private Header managed(Object parameter) {
    String id =
        parameter instanceof Element element
            ? element.getTextContent()
            : ((org.wellspring.wsdl.subscription.SubscriptionID) parameter).getValue();
    Element element = document.createElementNS("urn:wellspring:eventing", "SubscriptionID");
    element.setTextContent(id);
    return new Header(new QName("urn:wellspring:eventing", "SubscriptionID"), element);
  }

  @Test
  void aSubscriptionLivesOverSoap12() throws Exception {
    life(service.getEventSource(), service.getSubscriptionManager());
  }

  @Test
  void aSubscriptionLivesOverSoap11() throws Exception {
    life(service.getEventSourceSoap11(), service.getSubscriptionManagerSoap11());
  }

  @Test
  void aFaultComesAsASoapFault() {
    EventSource source = service.getEventSource();

    assertThatThrownBy(() -> headed(source, "Subscribe").subscribe(subscribe("urn:parcel")))
        .hasCauseInstanceOf(SoapFault.class)
        .cause()
        .extracting(fault -> ((SoapFault) fault).getSubCode())
        .isEqualTo(new QName(WSE, "DeliveryFormatRequestedUnavailable"));
  }

  @Test
  void theContractOf2004IsServedBesideIt() throws Exception {
    Eventing2004Service older = new Eventing2004Service(eventing("?wsdl=2004").toURL());

    assertThat(older.getEventSource()).isNotNull();
    assertThat(older.getSubscriptionManager()).isNotNull();
  }
}
