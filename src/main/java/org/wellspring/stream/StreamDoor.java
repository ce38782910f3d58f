package org.wellspring.stream;

import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.cxf.Bus;
import org.apache.cxf.BusFactory;
import org.apache.cxf.jaxrs.JAXRSServerFactoryBean;
import org.apache.cxf.transport.servlet.CXFNonSpringServlet;
import org.wellspring.delivery.DeliveryEngine;
import org.wellspring.log.EventLog;
import org.wellspring.log.StateStore;
import org.wellspring.metrics.Meters;
import org.wellspring.model.Principal;
import org.wellspring.subscription.SubscriptionService;
import org.wellspring.time.TimeSource;

/** The whole front door: a filter and a servlet for {@link #PATH}. */
public final class StreamDoor implements AutoCloseable {
  /** Servlet path of the API. */
  public static final String PATH = "/bppmws/api";

  /**
   * What it works with.
   *
   * @param passwords who it is, from the value of an Authorization header
   * @param accounts who there is, by name
   */
  public record Parts(
      SubscriptionService subscriptions,
      DeliveryEngine delivery,
      EventLog eventLog,
      StateStore store,
      StreamDialect dialect,
      Function<String, Optional<Principal>> passwords,
      Function<String, Optional<Account>> accounts,
      TimeSource time,
      Meters meters) {}

  private final Bus bus = BusFactory.newInstance().createBus();
  private final CXFNonSpringServlet servlet = new CXFNonSpringServlet();
  private final StreamGate gate;
  private final List<Object> resources;
  private final ProblemMapper mapper;

  public StreamDoor(Parts parts, StreamSettings settings) {
    Answers answers = new Answers(parts.time);
    Replies replies = new Replies(answers);
    Tokens tokens = new Tokens(parts.store, parts.time, parts.accounts, settings.tokenValidity());
    StreamSubscriptions found = new StreamSubscriptions(parts.subscriptions);
    EventStreams streams =
        new EventStreams(found, parts.delivery, parts.eventLog, tokens, answers, settings);
    this.gate = new StreamGate(tokens, streams, answers, parts.meters, settings.maxRequest());
    this.resources =
        List.of(
            new LoginApi(tokens, parts.passwords, parts.accounts, replies),
            new StreamApi(parts.subscriptions, found, parts.dialect, replies, settings),
            new OpenApi());
    this.mapper = new ProblemMapper(replies);
    servlet.setBus(bus);
  }

  public Filter gate() {
    return gate;
  }

  public Servlet servlet() {
    return servlet;
  }

  /** For the servlet: no list of what is here but our own document. */
  public Map<String, String> servletParameters() {
    return Map.of("hide-service-list-page", "true");
  }

  /** Publishes the API; the servlet must have been initialised. */
  public void publish() {
    JAXRSServerFactoryBean factory = new JAXRSServerFactoryBean();
    factory.setBus(bus);
    factory.setAddress("/");
    factory.setServiceBeans(resources);
    factory.setProvider(mapper);
    factory.create();
  }

  @Override
  public void close() {
    bus.shutdown(true);
  }
}
