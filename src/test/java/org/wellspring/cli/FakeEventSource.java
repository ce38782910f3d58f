package org.wellspring.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.wellspring.client.ScriptedSoapServer;
import org.wellspring.client.ScriptedSoapServer.Reply;
import org.wellspring.client.ScriptedSoapServer.Request;
import org.wellspring.xml.XmlElement;

/**
 * An event source in miniature: two fountains; every subscription, of whichever mode, is sent three
 * events at once. Pull answers them and then times out at once.
 */
final class FakeEventSource implements RunningServer {
  private static final String WSE = "http://schemas.xmlsoap.org/ws/2004/08/eventing";
  private static final String WSA = "http://schemas.xmlsoap.org/ws/2004/08/addressing";
  private static final String USAGE = "<fcs:Usage Time='2026-01-01T10:11:12.000Z' Volume='%d.5'/>";

  private final ScriptedSoapServer soap;
  private final HttpClient http = HttpClient.newHttpClient();
  private final ExecutorService senders = Executors.newCachedThreadPool();
  private final AtomicInteger ids = new AtomicInteger();
  private final Set<String> live = ConcurrentHashMap.newKeySet();
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final CountDownLatch stopped = new CountDownLatch(1);

  FakeEventSource() throws IOException {
    soap = ScriptedSoapServer.start().otherwise(this::answer);
  }

  @Override
  public URI baseUrl() {
    return soap.uri().resolve("/");
  }

  String wsman() {
    return soap.uri().toString();
  }

  /** Subscriptions that nobody has ended. */
  Set<String> live() {
    return live;
  }

  List<String> failures() {
    return failures;
  }

  List<Request> requests() {
    return soap.requests();
  }

  private Reply answer(Request request) {
    String action = request.action();
    String operation = action.substring(action.lastIndexOf('/') + 1);
    return switch (operation) {
      case "Enumerate" ->
          ScriptedSoapServer.ok(
              "",
              "<wsen:EnumerateResponse><wsen:EnumerationContext/><wsman:Items>"
                  + "<fcs:Fountain ResourceID='north'/><fcs:Fountain ResourceID='south'/>"
                  + "</wsman:Items></wsen:EnumerateResponse>");
      case "Subscribe" -> subscribe(request);
      case "Pull" -> pull(request);
      case "Renew" ->
          ScriptedSoapServer.ok(
              "", "<wse:RenewResponse><wse:Expires>PT1H</wse:Expires></wse:RenewResponse>");
      case "Unsubscribe" -> {
        live.remove(request.header("Identifier").map(XmlElement::text).orElse(""));
        yield ScriptedSoapServer.ok("", "");
      }
      default -> new Reply(500, "text/plain", "unknown " + action);
    };
  }

  private Reply subscribe(Request request) {
    String id = "uuid:" + ids.incrementAndGet();
    live.add(id);
    XmlElement delivery = request.content().child(WSE, "Delivery").orElseThrow();
    String mode = delivery.attribute("Mode").orElse("");
    delivery
        .child(WSE, "NotifyTo")
        .flatMap(to -> to.childText(WSA, "Address"))
        .ifPresent(sink -> senders.execute(() -> push(mode, sink)));
    String group = "soap.udp://239.255.42.11:" + baseUrl().getPort() + "/fountains";
    String more =
        mode.endsWith("/Pull") ? "<wsen:EnumerationContext>0</wsen:EnumerationContext>" : "";
    if (mode.endsWith("/Trap")) {
      more =
          "<wsman04:MulticastAddress><wsa:Address>"
              + group
              + "</wsa:Address></wsman04:MulticastAddress>";
      senders.execute(() -> multicast(URI.create(group)));
    }
    return ScriptedSoapServer.ok(
        "",
        "<wse:SubscribeResponse><wse:SubscriptionManager><wsa:Address>"
            + wsman()
            + "</wsa:Address><wsa:ReferenceParameters><wse:Identifier>"
            + id
            + "</wse:Identifier></wsa:ReferenceParameters></wse:SubscriptionManager>"
            + "<wse:Expires>PT1H</wse:Expires>"
            + more
            + "</wse:SubscribeResponse>");
  }

  private Reply pull(Request request) {
    String context = request.content().elements().findFirst().orElseThrow().text();
    if (!context.equals("0")) {
      return ScriptedSoapServer.faultReply("s:Receiver", "wsman:TimedOut", "nothing", "");
    }
    return ScriptedSoapServer.ok(
        "",
        "<wsen:PullResponse><wsen:EnumerationContext>1</wsen:EnumerationContext><wsen:Items>"
            + events()
            + "</wsen:Items></wsen:PullResponse>");
  }

  private static String events() {
    return String.format(USAGE, 1) + String.format(USAGE, 2) + String.format(USAGE, 3);
  }

  private void push(String mode, String sink) {
    if (mode.endsWith("/Events")) {
      String wrapped =
          events()
              .replace("<fcs", "<wsman:Event Action='urn:u'><fcs")
              .replace("/>", "/></wsman:Event>");
      post(sink, "<wsman:AckRequested/>", "<wsman:Events>" + wrapped + "</wsman:Events>", 200);
      return;
    }
    boolean ack = mode.endsWith("/PushWithAck");
    for (int i = 1; i <= 3; i++) {
      post(sink, ack ? "<wsman:AckRequested/>" : "", String.format(USAGE, i), ack ? 200 : 202);
    }
  }

  private void post(String sink, String headers, String content, int expected) {
    String envelope =
        ScriptedSoapServer.envelope(
            "<wsa:Action>urn:u</wsa:Action><wsa:MessageID>uuid:m"
                + ids.incrementAndGet()
                + "</wsa:MessageID>"
                + headers,
            content);
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(sink))
                  .POST(HttpRequest.BodyPublishers.ofString(envelope))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != expected) {
        failures.add("HTTP " + answer.statusCode() + " " + answer.body());
      }
    } catch (IOException e) {
      failures.add(e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Over and over, as the listener joins some time after the answer. */
  private void multicast(URI group) {
    try (DatagramChannel sender = DatagramChannel.open(StandardProtocolFamily.INET)) {
      sender.setOption(
          StandardSocketOptions.IP_MULTICAST_IF,
          NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress()));
      sender.setOption(StandardSocketOptions.IP_MULTICAST_TTL, 0);
      while (!stopped.await(20, java.util.concurrent.TimeUnit.MILLISECONDS)) {
        for (int i = 1; i <= 3; i++) {
          String envelope =
              ScriptedSoapServer.envelope(
                  "<wsa:To>" + group + "</wsa:To><wsa:MessageID>uuid:trap" + i + "</wsa:MessageID>",
                  String.format(USAGE, i));
          sender.send(
              ByteBuffer.wrap(envelope.getBytes(StandardCharsets.UTF_8)),
              new InetSocketAddress(group.getHost(), group.getPort()));
        }
      }
    } catch (IOException e) {
      failures.add(e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stopped.countDown();
    senders.shutdownNow();
    soap.close();
  }

  @Override
  public void awaitStop() throws InterruptedException {
    stopped.await();
  }
}
