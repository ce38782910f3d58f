package org.wellspring.clients;

import static org.wellspring.clients.Steps.expect;

import jakarta.jws.Oneway;
import jakarta.jws.WebMethod;
import jakarta.jws.WebParam;
import jakarta.jws.WebService;
import jakarta.jws.soap.SOAPBinding;
import jakarta.xml.ws.Action;
import jakarta.xml.ws.BindingType;
import jakarta.xml.ws.Endpoint;
import jakarta.xml.ws.Provider;
import jakarta.xml.ws.Service;
import jakarta.xml.ws.ServiceMode;
import jakarta.xml.ws.WebServiceProvider;
import jakarta.xml.ws.soap.Addressing;
import java.io.StringReader;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.xml.datatype.DatatypeFactory;
import javax.xml.datatype.Duration;
import javax.xml.namespace.QName;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.Source;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMResult;
import org.apache.cxf.binding.soap.SoapFault;
import org.apache.cxf.jaxws.JaxWsProxyFactoryBean;
import org.apache.cxf.ws.addressing.AttributedURIType;
import org.apache.cxf.ws.addressing.EndpointReferenceType;
import org.apache.cxf.ws.addressing.ReferenceParametersType;
import org.apache.cxf.ws.eventing.DeliveryType;
import org.apache.cxf.ws.eventing.EventType;
import org.apache.cxf.ws.eventing.ExpirationType;
import org.apache.cxf.ws.eventing.FilterType;
import org.apache.cxf.ws.eventing.FormatType;
import org.apache.cxf.ws.eventing.GetStatus;
import org.apache.cxf.ws.eventing.ObjectFactory;
import org.apache.cxf.ws.eventing.Renew;
import org.apache.cxf.ws.eventing.Subscribe;
import org.apache.cxf.ws.eventing.SubscribeResponse;
import org.apache.cxf.ws.eventing.SubscriptionEnd;
import org.apache.cxf.ws.eventing.Unsubscribe;
import org.apache.cxf.ws.eventing.backend.notification.WrappedSink;
import org.apache.cxf.ws.eventing.eventsource.EventSourceEndpoint;
import org.apache.cxf.ws.eventing.manager.SubscriptionManagerEndpoint;
import org.apache.cxf.ws.eventing.shared.EventingConstants;
import org.apache.cxf.ws.eventing.shared.handlers.ReferenceParametersAddingHandler;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/**
 * CXF's own WS-Eventing client and sink classes against a running server, in the W3C version.
 *
 * <p>Usage: CxfCheck BASE_URL
 */
public final class CxfCheck {
  private static final String WRAP = EventingConstants.DELIVERY_FORMAT_WRAPPED;
  private static final String UNWRAP = EventingConstants.DELIVERY_FORMAT_UNWRAPPED;
  private static final String SOAP_12 = jakarta.xml.ws.soap.SOAPBinding.SOAP12HTTP_BINDING;
  private static final String SOAP_11 = jakarta.xml.ws.soap.SOAPBinding.SOAP11HTTP_BINDING;

  private final String base;
  private final Steps steps;
  private final String here;
  private final List<Integer> volumes = new CopyOnWriteArrayList<>();
  private final List<String> actions = new CopyOnWriteArrayList<>();
  private final List<SubscriptionEnd> ends = new CopyOnWriteArrayList<>();

  private CxfCheck(String base, int port) {
    this.base = base;
    this.steps = new Steps("cxf", base);
    this.here = "http://127.0.0.1:" + port;
  }

  /** The parent of the sinks, as CXF wants classes that it can see. */
  public abstract static class Sink {
    final CxfCheck check;

    Sink(CxfCheck check) {
      this.check = check;
    }
  }

  /** CXF's interface of a sink for wrapped notifications. */
  @WebService(
      endpointInterface = "org.apache.cxf.ws.eventing.backend.notification.WrappedSink",
      targetNamespace = EventingConstants.EVENTING_2011_03_NAMESPACE)
  @BindingType(SOAP_12_BINDING)
  public static final class Wrapped extends Sink implements WrappedSink {
    Wrapped(CxfCheck check) {
      super(check);
    }

    @Override
    public void notifyEvent(EventType event) {
      check.actions.add(event.getActionURI());
      event.getContent().stream()
          .filter(Element.class::isInstance)
          .map(Element.class::cast)
          .forEach(check::took);
    }
  }

  static final String SOAP_12_BINDING = "http://www.w3.org/2003/05/soap/bindings/HTTP/";

  /** A sink for notifications that are events and nothing else. */
  @WebServiceProvider
  @ServiceMode(Service.Mode.PAYLOAD)
  @Addressing
  public static final class Unwrapped extends Sink implements Provider<Source> {
    Unwrapped(CxfCheck check) {
      super(check);
    }

    @Override
    public Source invoke(Source event) {
      DOMResult read = new DOMResult();
      try {
        TransformerFactory.newInstance().newTransformer().transform(event, read);
      } catch (javax.xml.transform.TransformerException e) {
        throw new IllegalStateException(e);
      }
      check.took(((Document) read.getNode()).getDocumentElement());
      return null;
    }
  }

  /**
   * CXF's own EndToEndpoint looks for the element in a namespace of CXF's, so nobody but CXF can
   * call it; this one has the right name.
   */
  @WebService(targetNamespace = EventingConstants.EVENTING_2011_03_NAMESPACE)
  @SOAPBinding(parameterStyle = SOAPBinding.ParameterStyle.BARE)
  @Addressing
  public interface EndSink {
    @Oneway
    @Action(input = EventingConstants.ACTION_SUBSCRIPTION_END)
    @WebMethod(operationName = "SubscriptionEnd")
    void subscriptionEnd(
        @WebParam(
                name = "SubscriptionEnd",
                targetNamespace = EventingConstants.EVENTING_2011_03_NAMESPACE)
            SubscriptionEnd end);
  }

  /** Where SubscriptionEnd goes. */
  @WebService(endpointInterface = "org.wellspring.clients.CxfCheck$EndSink")
  @BindingType(SOAP_12_BINDING)
  public static final class Ended extends Sink implements EndSink {
    Ended(CxfCheck check) {
      super(check);
    }

    @Override
    public void subscriptionEnd(SubscriptionEnd end) {
      check.ends.add(end);
    }
  }

  private void took(Element event) {
    expect("Usage".equals(event.getLocalName()), "an event is called " + event.getLocalName());
    volumes.add(Integer.parseInt(event.getAttribute("Volume")));
  }

  private <T> T proxy(Class<T> type, String address, String binding) {
    JaxWsProxyFactoryBean factory = new JaxWsProxyFactoryBean();
    factory.setServiceClass(type);
    factory.setAddress(address);
    factory.setBindingId(binding);
    return type.cast(factory.create());
  }

  private SubscriptionManagerEndpoint manager(SubscribeResponse made, String binding) {
    EndpointReferenceType epr = made.getSubscriptionManager();
    JaxWsProxyFactoryBean factory = new JaxWsProxyFactoryBean();
    factory.setServiceClass(SubscriptionManagerEndpoint.class);
    factory.setAddress(epr.getAddress().getValue());
    factory.setBindingId(binding);
    factory.getHandlers().add(new ReferenceParametersAddingHandler(epr.getReferenceParameters()));
    return (SubscriptionManagerEndpoint) factory.create();
  }

  private static EndpointReferenceType endpoint(String address) {
    AttributedURIType uri = new AttributedURIType();
    uri.setValue(address);
    EndpointReferenceType epr = new EndpointReferenceType();
    epr.setAddress(uri);
    return epr;
  }

  private static Subscribe subscribe(String sink, String format, String expires, String xpath) {
    DeliveryType delivery = new DeliveryType();
    delivery.getContent().add(new ObjectFactory().createNotifyTo(endpoint(sink)));
    FormatType wanted = new FormatType();
    wanted.setName(format);
    FilterType filter = new FilterType();
    filter.getContent().add(xpath);
    Subscribe subscribe = new Subscribe();
    subscribe.setDelivery(delivery);
    subscribe.setFormat(wanted);
    subscribe.setExpires(expiration(expires));
    subscribe.setFilter(filter);
    return subscribe;
  }

  private static ExpirationType expiration(String value) {
    ExpirationType expires = new ExpirationType();
    expires.setValue(value);
    return expires;
  }

  private static Duration duration(String text) throws Exception {
    return DatatypeFactory.newInstance().newDuration(text);
  }

  private void received(Integer... wanted) throws Exception {
    Steps.eventually(() -> volumes.size() >= wanted.length, "events " + List.of(wanted));
    Thread.sleep(300); // those that the filter should have kept back would come now
    expect(
        volumes.equals(List.of(wanted)), "received " + volumes + ", expected " + List.of(wanted));
    volumes.clear();
  }

  private static SoapFault fault(Steps.Action action) throws Exception {
    try {
      action.run();
    } catch (jakarta.xml.ws.soap.SOAPFaultException problem) {
      expect(problem.getCause() instanceof SoapFault, "no SOAP fault: " + problem.getCause());
      return (SoapFault) problem.getCause();
    }
    throw new IllegalStateException("was answered, where a fault was expected");
  }

  private static void expectFault(SoapFault fault, String local) {
    QName name = fault.getSubCode() == null ? fault.getFaultCode() : fault.getSubCode();
    expect(
        name.equals(new QName(EventingConstants.EVENTING_2011_03_NAMESPACE, local)),
        "the fault is " + name + ": " + fault.getReason());
  }

  private void life(String soap, String binding, String sink, String format) {
    SubscribeResponse[] made = new SubscribeResponse[1];
    String source = base + "/eventing/fountains";
    // The prefix is the resource's: JAXB declares none for text.
    String xpath = "//fcs:Usage[@Volume > 3]";
    steps.step(
        soap + ": subscribe with a filter, " + format.substring(format.lastIndexOf('/') + 1),
        () -> {
          made[0] =
              proxy(EventSourceEndpoint.class, source, binding)
                  .subscribeOp(subscribe(sink, format, "PT10M", xpath));
          expect(
              made[0].getGrantedExpires().getValue().equals("PT10M"),
              "granted " + made[0].getGrantedExpires().getValue());
        });
    steps.step(
        soap + ": events come, filtered and in their order",
        () -> {
          steps.publish(1, 5, 2, 7);
          received(5, 7);
        });
    steps.step(
        soap + ": renew, and get the status",
        () -> {
          SubscriptionManagerEndpoint manager = manager(made[0], binding);
          Renew renew = new Renew();
          renew.setExpires(expiration("PT1H"));
          String granted = manager.renewOp(renew).getGrantedExpires().getValue();
          expect(granted.equals("PT1H"), "renewed for " + granted);
          String left = manager.getStatusOp(new GetStatus()).getGrantedExpires().getValue();
          expect(
              duration(left).isShorterThan(duration("PT1H1S"))
                  && duration(left).isLongerThan(duration("PT50M")),
              "the status says " + left);
        });
    steps.step(
        soap + ": unsubscribe; then nothing comes, and its manager knows it no more",
        () -> {
          SubscriptionManagerEndpoint manager = manager(made[0], binding);
          manager.unsubscribeOp(new Unsubscribe());
          steps.publish(9);
          Thread.sleep(500);
          expect(volumes.isEmpty(), "received " + volumes);
          expectFault(fault(() -> manager.getStatusOp(new GetStatus())), "UnknownSubscription");
        });
  }

  private void refused() {
    EventSourceEndpoint source = proxy(EventSourceEndpoint.class, base + "/eventing", SOAP_12);
    steps.step(
        "what is refused has the names that CXF's fault classes have",
        () -> {
          String sink = here + "/unwrapped";
          expectFault(
              fault(() -> source.subscribeOp(subscribe(sink, "urn:parcel", "PT1M", "true()"))),
              "DeliveryFormatRequestedUnavailable");
          expectFault(
              fault(() -> source.subscribeOp(subscribe(sink, UNWRAP, "PT1M", "//["))),
              "CannotProcessFilter");
          expectFault(
              fault(() -> source.subscribeOp(subscribe(sink, UNWRAP, "PT1M", "1 = 2"))),
              "EmptyFilter");
          expectFault(
              fault(() -> source.subscribeOp(subscribe("urn:nowhere", UNWRAP, "PT1M", "true()"))),
              "UnusableEPR");
        });
  }

  private void ended() {
    String sink = here + "/wrapped";
    steps.step(
        "an operator ends the subscription, and CXF is told so by SubscriptionEnd",
        () -> {
          Subscribe subscribe = subscribe(sink, WRAP, "PT0S", "//fcs:Usage");
          EndpointReferenceType endTo = endpoint(here + "/end");
          ReferenceParametersType mine = new ReferenceParametersType();
          mine.getAny()
              .add(
                  DocumentBuilderFactory.newInstance()
                      .newDocumentBuilder()
                      .parse(new InputSource(new StringReader("<Mine>7</Mine>")))
                      .getDocumentElement());
          endTo.setReferenceParameters(mine);
          subscribe.setEndTo(endTo);
          SubscribeResponse made =
              proxy(EventSourceEndpoint.class, base + "/eventing/fountains", SOAP_12)
                  .subscribeOp(subscribe);
          expect(
              made.getGrantedExpires().getValue().equals("PT0S"),
              "never was granted as " + made.getGrantedExpires().getValue());
          steps.endSubscriptionTo(sink, "The fountains are closed for the summer.");
          Steps.eventually(() -> !ends.isEmpty(), "SubscriptionEnd");
          SubscriptionEnd end = ends.get(0);
          expect(
              end.getStatus().equals(EventingConstants.SUBSCRIPTION_END_SOURCE_CANCELLING),
              "the status is " + end.getStatus());
          expect(
              end.getReason().get(0).getValue().equals("The fountains are closed for the summer."),
              "the reason is " + end.getReason().get(0).getValue());
        });
  }

  private void run() {
    Endpoint.publish(here + "/wrapped", new Wrapped(this));
    Endpoint.create(SOAP_12_BINDING, new Unwrapped(this)).publish(here + "/unwrapped");
    Endpoint.create(SOAP_11, new Unwrapped(this)).publish(here + "/unwrapped11");
    Endpoint.publish(here + "/end", new Ended(this));
    life("SOAP 1.2", SOAP_12, here + "/wrapped", WRAP);
    steps.step(
        "the wrapped events told their own action",
        () ->
            expect(
                actions.equals(List.of(Steps.FOUNTAINS + "/Usage", Steps.FOUNTAINS + "/Usage")),
                "actions " + actions));
    life("SOAP 1.2", SOAP_12, here + "/unwrapped", UNWRAP);
    life("SOAP 1.1", SOAP_11, here + "/unwrapped11", UNWRAP);
    refused();
    ended();
    steps.exit();
  }

  public static void main(String[] arguments) throws Exception {
    Logger.getLogger("").setLevel(Level.SEVERE); // CXF tells of each proxy that it makes
    new CxfCheck(arguments[0], Steps.freePort()).run();
  }
}
