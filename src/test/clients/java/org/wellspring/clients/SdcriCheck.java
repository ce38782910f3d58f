package org.wellspring.clients;

import static org.wellspring.clients.Steps.expect;

import com.google.common.util.concurrent.ListeningExecutorService;
import com.google.common.util.concurrent.Service;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.somda.sdc.common.guice.DefaultCommonConfigModule;
import org.somda.sdc.common.guice.DefaultCommonModule;
import org.somda.sdc.common.util.ExecutorWrapperService;
import org.somda.sdc.dpws.DpwsConfig;
import org.somda.sdc.dpws.client.SubscriptionEvent;
import org.somda.sdc.dpws.factory.TransportBindingFactory;
import org.somda.sdc.dpws.guice.DefaultDpwsConfigModule;
import org.somda.sdc.dpws.guice.DefaultDpwsModule;
import org.somda.sdc.dpws.guice.NetworkJobThreadPool;
import org.somda.sdc.dpws.helper.JaxbMarshalling;
import org.somda.sdc.dpws.http.HttpServerRegistry;
import org.somda.sdc.dpws.soap.CommunicationContext;
import org.somda.sdc.dpws.soap.NotificationSink;
import org.somda.sdc.dpws.soap.RequestResponseClient;
import org.somda.sdc.dpws.soap.SoapMarshalling;
import org.somda.sdc.dpws.soap.SoapMessage;
import org.somda.sdc.dpws.soap.exception.SoapFaultException;
import org.somda.sdc.dpws.soap.factory.RequestResponseClientFactory;
import org.somda.sdc.dpws.soap.interception.Interceptor;
import org.somda.sdc.dpws.soap.wseventing.EventSink;
import org.somda.sdc.dpws.soap.wseventing.factory.WsEventingEventSinkFactory;
import org.somda.sdc.dpws.soap.wseventing.model.WsEventingStatus;
import org.w3c.dom.Element;

/**
 * The WS-Eventing 2004/08 subscriber and sink of SDCri's DPWS stack against a running server. It
 * speaks WS-Addressing 1.0, and validates what it gets against the published schemas.
 *
 * <p>Usage: SdcriCheck BASE_URL
 */
public final class SdcriCheck {
  private static final String XPATH = "http://www.w3.org/TR/1999/REC-xpath-19991116";
  private static final String ACTIONS = "http://docs.oasis-open.org/ws-dd/ns/dpws/2009/01/Action";

  private final Steps steps;
  private final EventSink sink;
  private final List<Integer> volumes = new CopyOnWriteArrayList<>();
  private final List<String> sinks = new CopyOnWriteArrayList<>();
  private final List<SubscriptionEvent> told = new CopyOnWriteArrayList<>();

  private SdcriCheck(String base, int port) throws Exception {
    this.steps = new Steps("sdcri", base);
    Injector injector =
        Guice.createInjector(
            new DefaultCommonConfigModule(),
            new DefaultCommonModule(),
            new DefaultDpwsModule(),
            new DefaultDpwsConfigModule() {
              @Override
              protected void customConfigure() {
                bind(DpwsConfig.HTTPS_SUPPORT, Boolean.class, false);
                bind(DpwsConfig.HTTP_SUPPORT, Boolean.class, true);
              }
            });
    // Without the framework's discovery: it would listen to a multicast group.
    for (Service service :
        List.of(
            injector.getInstance(
                Key.get(
                    new TypeLiteral<ExecutorWrapperService<ListeningExecutorService>>() {},
                    NetworkJobThreadPool.class)),
            injector.getInstance(JaxbMarshalling.class),
            injector.getInstance(SoapMarshalling.class),
            injector.getInstance(HttpServerRegistry.class))) {
      service.startAsync().awaitRunning();
    }
    RequestResponseClient client =
        injector
            .getInstance(RequestResponseClientFactory.class)
            .createRequestResponseClient(
                injector
                    .getInstance(TransportBindingFactory.class)
                    .createTransportBinding(base + "/eventing/fountains", null));
    this.sink =
        injector
            .getInstance(WsEventingEventSinkFactory.class)
            .createWsEventingEventSink(client, "http://127.0.0.1:" + port, null, told::add);
  }

  /** Takes notifications. */
  private final class Inbox implements NotificationSink {
    @Override
    public void receiveNotification(SoapMessage message, CommunicationContext context) {
      sinks.add(message.getWsAddressingHeader().getTo().orElseThrow().getValue());
      Element event = (Element) message.getOriginalEnvelope().getBody().getAny().get(0);
      volumes.add(Integer.parseInt(event.getAttribute("Volume")));
    }

    @Override
    public void register(Interceptor interceptor) {
      throw new UnsupportedOperationException("nothing is intercepted here");
    }
  }

  private String subscribe(String dialect, String filter, Duration expires) throws Exception {
    return sink.subscribe(dialect, List.of(filter), expires, new Inbox())
        .get(20, TimeUnit.SECONDS)
        .getSubscriptionId();
  }

  private void received(Integer... wanted) throws Exception {
    Steps.eventually(() -> volumes.size() >= wanted.length, "events " + List.of(wanted));
    Thread.sleep(300); // those that the filter should have kept back would come now
    expect(
        volumes.equals(List.of(wanted)), "received " + volumes + ", expected " + List.of(wanted));
    volumes.clear();
  }

  private static SoapFaultException fault(Steps.Action action) throws Exception {
    try {
      action.run();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof SoapFaultException fault) {
        return fault;
      }
      throw failed;
    }
    throw new IllegalStateException("was answered, where a fault was expected");
  }

  private static void expectFault(SoapFaultException fault, String local) {
    String subcode = fault.getFault().getCode().getSubcode().getValue().getLocalPart();
    expect(subcode.equals(local), "the fault is " + subcode + ": " + fault.getMessage());
  }

  private void life() {
    String[] id = new String[1];
    // The prefix is the resource's: JAXB declares none for text.
    steps.step(
        "subscribe with an XPath filter",
        () -> id[0] = subscribe(XPATH, "//fcs:Usage[@Volume > 3]", Duration.ofMinutes(10)));
    steps.step(
        "events come, filtered and in their order",
        () -> {
          steps.publish(1, 5, 2, 7);
          received(5, 7);
        });
    steps.step(
        "renew, and get the status",
        () -> {
          Duration granted = sink.renew(id[0], Duration.ofHours(1)).get(20, TimeUnit.SECONDS);
          expect(granted.equals(Duration.ofHours(1)), "renewed for " + granted);
          Duration left = sink.getStatus(id[0]).get(20, TimeUnit.SECONDS);
          expect(
              left.compareTo(Duration.ofHours(1)) <= 0
                  && left.compareTo(Duration.ofMinutes(50)) > 0,
              "the status says " + left);
        });
    steps.step(
        "unsubscribe; then nothing comes",
        () -> {
          sink.unsubscribe(id[0]).get(20, TimeUnit.SECONDS);
          steps.publish(9);
          Thread.sleep(500);
          expect(volumes.isEmpty(), "received " + volumes);
        });
  }

  private void actions() {
    steps.step(
        "subscribe by DPWS' own dialect, a list of actions",
        () -> {
          String id = subscribe(ACTIONS, Steps.FOUNTAINS + "/Usage", Duration.ofMinutes(1));
          String other = subscribe(ACTIONS, Steps.FOUNTAINS + "/Leak", Duration.ofMinutes(1));
          steps.publish(4);
          received(4);
          sink.unsubscribe(id).get(20, TimeUnit.SECONDS);
          sink.unsubscribe(other).get(20, TimeUnit.SECONDS);
        });
  }

  private void refused() {
    steps.step(
        "what is refused has the names of the specification",
        () -> {
          Duration minute = Duration.ofMinutes(1);
          expectFault(
              fault(() -> subscribe("urn:riddle", "what is it?", minute)),
              "FilteringRequestedUnavailable");
          expectFault(fault(() -> subscribe(XPATH, "//[", minute)), "InvalidMessage");
          expectFault(
              fault(() -> subscribe(XPATH, "true()", Duration.ZERO)), "InvalidExpirationTime");
        });
  }

  private void ended() {
    steps.step(
        "an operator ends the subscription, and SDCri is told so by SubscriptionEnd",
        () -> {
          String id = subscribe(XPATH, "//fcs:Usage", Duration.ofMinutes(10));
          sinks.clear();
          steps.publish(3);
          received(3);
          told.clear();
          steps.endSubscriptionTo(sinks.get(0), "The fountains are closed for the summer.");
          Steps.eventually(
              () -> told.stream().anyMatch(SubscriptionEvent.End.class::isInstance),
              "SubscriptionEnd");
          SubscriptionEvent.End end = (SubscriptionEvent.End) told.get(0);
          expect(end.getSubscriptionId().equals(id), "another subscription ended: " + end);
          expect(
              end.getWsEventingStatus() == WsEventingStatus.STATUS_SOURCE_CANCELLING,
              "the status is " + end.getWsEventingStatus());
        });
  }

  public static void main(String[] arguments) throws Exception {
    SdcriCheck check = new SdcriCheck(arguments[0], Steps.freePort());
    check.life();
    check.actions();
    check.refused();
    check.ended();
    check.steps.exit();
  }
}
