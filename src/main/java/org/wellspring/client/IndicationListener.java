package org.wellspring.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.wellspring.cim.CimException;
import org.wellspring.cim.CimInstance;
import org.wellspring.cim.CimXmlReader;
import org.wellspring.cim.CimXmlWriter;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlLimits;
import org.wellspring.xml.XmlProblem;
import org.wellspring.xml.XmlReader;

/**
 * A WBEM listener: takes indications by ExportIndication and keeps them until they are asked for.
 * DSP0200 §5.4. Its queue is bounded: when it is full the server is told so (CIM error 1), keeps
 * the indication and comes again. Success means that an indication is queued.
 *
 * <p>{@link #poll} may be called by several threads; indications come in the order of their
 * arrival.
 */
public final class IndicationListener implements AutoCloseable {
  private static final int BACKLOG = 64;
  private static final int LARGEST_MESSAGE = 4 * 1024 * 1024;
  private static final XmlLimits LIMITS = XmlLimits.DEFAULTS.withMaxCharacters(LARGEST_MESSAGE);

  private final HttpServer http;
  private final ExecutorService worker;
  private final BlockingQueue<CimInstance> queue;
  private final int bound;
  private final XmlReader xml = new XmlReader(LIMITS);

  private IndicationListener(HttpServer http, ExecutorService worker, int bound) {
    this.http = http;
    this.worker = worker;
    this.queue = new ArrayBlockingQueue<>(bound);
    this.bound = bound;
  }

  /**
   * Opens a listener.
   *
   * @param address port 0 takes any free one
   * @param bound indications that wait for {@link #poll}, at least 1
   * @throws IOException if the address cannot be listened on
   */
  public static IndicationListener start(InetSocketAddress address, int bound) throws IOException {
    HttpServer http = HttpServer.create(address, BACKLOG);
    ExecutorService worker =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "ws-listener");
              thread.setDaemon(true);
              return thread;
            });
    IndicationListener listener = new IndicationListener(http, worker, bound);
    http.setExecutor(worker);
    http.createContext("/", listener::handle);
    http.start();
    return listener;
  }

  /** Where indications are to be sent. */
  public URI uri() {
    InetSocketAddress at = http.getAddress();
    String host =
        at.getAddress().isAnyLocalAddress() ? "127.0.0.1" : at.getAddress().getHostAddress();
    return URI.create(
        "http://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + at.getPort());
  }

  /** The next indication; empty when none came in time. */
  public Optional<CimInstance> poll(Duration patience) throws InterruptedException {
    return Optional.ofNullable(queue.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
  }

  /** An answer without a body that says what was wrong with the request. DSP0200 §7.3. */
  private static final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String cimError;

    Refusal(int status, String cimError, String details) {
      super(details, null, false, false);
      this.status = status;
      this.cimError = cimError;
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("CIMExport", "MethodResponse");
      if (!exchange.getRequestMethod().equals("POST")) {
        exchange.getResponseHeaders().set("Allow", "POST");
        exchange.sendResponseHeaders(405, -1);
        return;
      }
      byte[] answer;
      try {
        answer = answer(exchange).getBytes(StandardCharsets.UTF_8);
      } catch (Refusal refusal) {
        exchange.getResponseHeaders().set("CIMError", refusal.cimError);
        exchange
            .getResponseHeaders()
            .set(
                "CIMErrorDetails", String.valueOf(refusal.getMessage()).replaceAll("[^ -~]+", " "));
        exchange.sendResponseHeaders(refusal.status, -1);
        return;
      }
      exchange.getResponseHeaders().set("Content-Type", "application/xml; charset=\"utf-8\"");
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private String answer(HttpExchange exchange) throws IOException, Refusal {
    checkHeaders(exchange);
    byte[] body = exchange.getRequestBody().readNBytes(LARGEST_MESSAGE + 1);
    XmlElement root = parse(body);
    XmlElement message = root.child("", "MESSAGE").orElseThrow(() -> invalid("MESSAGE"));
    XmlElement call =
        message
            .child("", "SIMPLEEXPREQ")
            .flatMap(request -> request.child("", "EXPMETHODCALL"))
            .orElseThrow(() -> invalid("SIMPLEEXPREQ with an EXPMETHODCALL"));
    String method = call.attribute("NAME").orElse("");
    return response(message.attribute("ID").orElse(""), method, taken(method, call));
  }

  private static Refusal invalid(String what) {
    return new Refusal(400, "request-not-valid", what + " is missing");
  }

  private static void checkHeaders(HttpExchange exchange) throws Refusal {
    String type =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type"))
            .orElse("")
            .toLowerCase(Locale.ROOT)
            .replace(" ", "")
            .replace("\"", "");
    String essence = type.split(";", 2)[0];
    boolean xmlType = essence.equals("application/xml") || essence.equals("text/xml");
    if (!xmlType || (type.contains("charset=") && !type.endsWith("charset=utf-8"))) {
      throw new Refusal(406, "header-mismatch", "Content-Type must be XML in UTF-8, not " + type);
    }
    String accept = exchange.getRequestHeaders().getFirst("Accept");
    if (accept != null && !accept.contains("xml") && !accept.contains("*/*")) {
      throw new Refusal(406, "header-mismatch", "the answer is XML; Accept is " + accept);
    }
  }

  private XmlElement parse(byte[] body) throws Refusal {
    try {
      XmlElement root = xml.read(body);
      String dtd = root.attribute("DTDVERSION").orElse("");
      if (!root.is("", "CIM") || !dtd.startsWith("2.")) {
        throw new Refusal(
            400,
            root.is("", "CIM") ? "unsupported-dtd-version" : "request-not-valid",
            "a CIM message of DTDVERSION 2.x is expected");
      }
      return root;
    } catch (XmlProblem problem) {
      throw new Refusal(400, "request-not-well-formed", String.valueOf(problem.getMessage()));
    }
  }

  /** What is in the response: nothing, or an ERROR. */
  private String taken(String method, XmlElement call) {
    if (!method.equals("ExportIndication")) {
      return error(7, "Unknown export method: " + method);
    }
    List<XmlElement> parameters = call.elements("", "EXPPARAMVALUE").toList();
    Optional<XmlElement> instance =
        parameters.stream()
            .filter(one -> one.attribute("NAME").filter("NewIndication"::equals).isPresent())
            .flatMap(one -> one.child("", "INSTANCE").stream())
            .findFirst();
    if (instance.isEmpty()) {
      return error(4, "The parameter NewIndication with an INSTANCE must be given");
    }
    try {
      return queue.offer(CimXmlReader.instance(instance.get()))
          ? ""
          : error(1, "Indication queue is full (size " + bound + ")");
    } catch (CimException wrong) {
      return error(4, wrong.description());
    }
  }

  private static String error(int code, String description) {
    return "<ERROR"
        + CimXmlWriter.attribute("CODE", Integer.toString(code))
        + CimXmlWriter.attribute("DESCRIPTION", description)
        + "/>";
  }

  private static String response(String id, String method, String content) {
    return "<?xml version=\"1.0\" encoding=\"utf-8\" ?>\n"
        + "<CIM CIMVERSION=\"2.0\" DTDVERSION=\"2.4\"><MESSAGE"
        + CimXmlWriter.attribute("ID", id)
        + " PROTOCOLVERSION=\"1.4\"><SIMPLEEXPRSP><EXPMETHODRESPONSE"
        + CimXmlWriter.attribute("NAME", method)
        + ">"
        + content
        + "</EXPMETHODRESPONSE></SIMPLEEXPRSP></MESSAGE></CIM>";
  }

  /** Takes nothing more; what is queued can still be polled. */
  @Override
  public void close() {
    http.stop(0);
    worker.shutdown();
  }
}
