package org.wellspring.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlLimits;
import org.wellspring.xml.XmlProblem;
import org.wellspring.xml.XmlReader;

/**
 * A SOAP server that answers what a test wrote down, in that order, and keeps what it was sent.
 * What was not foreseen is answered with HTTP 500 and a sentence.
 */
public final class ScriptedSoapServer implements AutoCloseable {
  private static final String NAMESPACES =
      " xmlns:s='http://www.w3.org/2003/05/soap-envelope'"
          + " xmlns:wsa='http://schemas.xmlsoap.org/ws/2004/08/addressing'"
          + " xmlns:wse='http://schemas.xmlsoap.org/ws/2004/08/eventing'"
          + " xmlns:wsen='http://schemas.xmlsoap.org/ws/2004/09/enumeration'"
          + " xmlns:wxf='http://schemas.xmlsoap.org/ws/2004/09/transfer'"
          + " xmlns:wsmid='http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd'"
          + " xmlns:wsman='http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd'"
          + " xmlns:wsman04='http://schemas.xmlsoap.org/ws/2004/09/management'"
          + " xmlns:fcs='http://control.fineartschool.com/schemas/fcs'";

  private final HttpServer http;
  private final ExecutorService workers = Executors.newCachedThreadPool();
  private final Queue<Reply> script = new ArrayDeque<>();
  private final List<Request> requests = new ArrayList<>();
  private Function<Request, Reply> otherwise =
      request -> new Reply(500, "text/plain", "not in the script: " + request.action());

  /** What came in. */
  public record Request(String path, Map<String, List<String>> headers, String body) {
    public XmlElement envelope() {
      return parse(body);
    }

    /** The action; for a message without one, the name of its content. */
    public String action() {
      return body.startsWith("<")
          ? header("Action").map(XmlElement::trimmedText).orElseGet(() -> content().name().local())
          : "";
    }

    public Optional<XmlElement> header(String local) {
      return envelope()
          .child(Wire.SOAP, "Header")
          .flatMap(all -> all.elements().filter(h -> h.name().local().equals(local)).findFirst());
    }

    public XmlElement content() {
      return envelope()
          .child(Wire.SOAP, "Body")
          .flatMap(XmlElement::firstElement)
          .orElseThrow(() -> new AssertionError("empty body"));
    }

    public String http(String name) {
      return String.join(",", headers.getOrDefault(name, List.of()));
    }
  }

  /** What goes out. */
  public record Reply(int status, String contentType, String body) {}

  private ScriptedSoapServer(HttpServer http) {
    this.http = http;
  }

  public static ScriptedSoapServer start() throws IOException {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ScriptedSoapServer server = new ScriptedSoapServer(http);
    http.setExecutor(server.workers);
    http.createContext("/", server::handle);
    http.start();
    return server;
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/wsman");
  }

  /** Answers the next request with this body; single quotes stand for double ones. */
  public ScriptedSoapServer reply(String content) {
    return add(ok("", content));
  }

  public ScriptedSoapServer reply(String headers, String content) {
    return add(ok(headers, content));
  }

  public ScriptedSoapServer fault(String code, String subcode, String reason, String detail) {
    return add(faultReply(code, subcode, reason, detail));
  }

  public synchronized ScriptedSoapServer add(Reply reply) {
    script.add(reply);
    return this;
  }

  /** Answers everything that the script does not. */
  public synchronized ScriptedSoapServer otherwise(Function<Request, Reply> answers) {
    otherwise = answers;
    return this;
  }

  public static Reply ok(String headers, String content) {
    return new Reply(200, Wire.CONTENT_TYPE, envelope(headers, content));
  }

  public static Reply faultReply(String code, String subcode, String reason, String detail) {
    String fault =
        "<s:Fault><s:Code><s:Value>%s</s:Value><s:Subcode><s:Value>%s</s:Value></s:Subcode></s:Code>"
            + "<s:Reason><s:Text xml:lang='en'>%s</s:Text></s:Reason><s:Detail>%s</s:Detail></s:Fault>";
    return new Reply(
        500, Wire.CONTENT_TYPE, envelope("", String.format(fault, code, subcode, reason, detail)));
  }

  public static String envelope(String headers, String content) {
    return "<s:Envelope"
        + NAMESPACES
        + "><s:Header>"
        + headers
        + "</s:Header><s:Body>"
        + content
        + "</s:Body></s:Envelope>";
  }

  /** An element written with the usual prefixes. */
  public static XmlElement xml(String element) {
    return parse("<x" + NAMESPACES + ">" + element + "</x>")
        .firstElement()
        .orElseThrow(() -> new AssertionError("no element"));
  }

  private static XmlElement parse(String text) {
    try {
      return new XmlReader(XmlLimits.DEFAULTS).read(text);
    } catch (XmlProblem e) {
      throw new AssertionError(e.getMessage() + ": " + text, e);
    }
  }

  public synchronized List<Request> requests() {
    return List.copyOf(requests);
  }

  public Request request(int index) {
    return requests().get(index);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Request request =
          new Request(
              exchange.getRequestURI().getPath(), Map.copyOf(exchange.getRequestHeaders()), body);
      Reply reply = next(request).orElseGet(() -> otherwise.apply(request));
      byte[] octets = reply.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", reply.contentType());
      exchange.sendResponseHeaders(reply.status(), octets.length == 0 ? -1 : octets.length);
      if (octets.length > 0) {
        exchange.getResponseBody().write(octets);
      }
    }
  }

  private synchronized Optional<Reply> next(Request request) {
    requests.add(request);
    return Optional.ofNullable(script.poll());
  }

  @Override
  public void close() {
    http.stop(0);
    workers.shutdownNow();
  }
}
