package org.wellspring.cimxml;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wellspring.cimxml.CimomService.Headers;
import org.wellspring.http.AuthenticationFilter;
import org.wellspring.http.RequestBody;
import org.wellspring.metrics.MeterName;
import org.wellspring.metrics.Meters;
import org.wellspring.model.Principal;
import org.wellspring.time.TimeSource;
import org.wellspring.xml.XmlOutput;

/**
 * {@code POST /cimom}: the HTTP side of CIM operations. DSP0200 §7. What is no CIM operation gets
 * status 400 with a CIMError header; a CIM operation that fails gets 200 with an ERROR in it.
 */
public final class CimomServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final Logger log = LoggerFactory.getLogger(CimomServlet.class);
  private static final String CONTENT_TYPE = "application/xml; charset=\"utf-8\"";

  private final transient CimomService service;
  private final transient Meters meters;
  private final transient TimeSource time;
  private final long maxRequest;

  /**
   * @param maxRequest octets of a request's body, setting http.max-request
   */
  public CimomServlet(CimomService service, Meters meters, TimeSource time, long maxRequest) {
    this.service = service;
    this.meters = meters;
    this.time = time;
    this.maxRequest = maxRequest;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getMethod().equals("M-POST")) { // clients then come again with POST
      refuse(response, HttpServletResponse.SC_NOT_IMPLEMENTED);
    } else if (!request.getMethod().equals("POST")) {
      response.setHeader("Allow", "POST");
      refuse(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED);
    } else if (!isXml(request)) {
      refuse(response, HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE);
    } else {
      post(request, response);
    }
  }

  private static void refuse(HttpServletResponse response, int status) {
    response.setStatus(status);
    response.setContentLength(0);
  }

  /** application/xml or text/xml in UTF-8; nothing said is fine, too. */
  private static boolean isXml(HttpServletRequest request) {
    String type = Optional.ofNullable(request.getContentType()).orElse("").toLowerCase(Locale.ROOT);
    String essence = type.split(";", 2)[0].strip();
    String charset =
        Optional.ofNullable(request.getCharacterEncoding()).orElse("utf-8").replace("\"", "");
    return (essence.isEmpty() || essence.equals("application/xml") || essence.equals("text/xml"))
        && charset.equalsIgnoreCase("utf-8");
  }

  private void post(HttpServletRequest request, HttpServletResponse response) throws IOException {
    long began = time.monotonicNanos();
    AsyncContext async = request.startAsync();
    async.setTimeout(Duration.ofMinutes(1).toMillis());
    Exchange exchange = new Exchange(request, response, async, began);
    request
        .getInputStream()
        .setReadListener(
            new RequestBody(
                request.getInputStream(),
                maxRequest,
                new RequestBody.Outcomes(
                    exchange::received, exchange::tooLarge, broken -> exchange.broken())));
  }

  /** One request on its way to its answer. */
  private final class Exchange {
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final AsyncContext async;
    private final long began;

    Exchange(
        HttpServletRequest request, HttpServletResponse response, AsyncContext async, long began) {
      this.request = request;
      this.response = response;
      this.async = async;
      this.began = began;
    }

    void tooLarge() {
      failed("too-large", HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
    }

    void broken() {
      failed("broken", HttpServletResponse.SC_BAD_REQUEST);
    }

    private void failed(String reason, int status) {
      meters.count(MeterName.HTTP_REFUSED, "reason", reason);
      refuse(response, status);
      async.complete();
    }

    void received(byte[] body) {
      try {
        checkOperation();
        Headers headers = new Headers(header("CIMMethod"), header("CIMObject"));
        var unused = service.answer(body, headers, principal()).whenComplete(this::answer);
      } catch (BadMessage bad) {
        bad(bad);
      }
    }

    private Principal principal() {
      return Optional.ofNullable((Principal) request.getAttribute(AuthenticationFilter.PRINCIPAL))
          .orElseThrow(() -> new IllegalStateException("a request came past the authentication"));
    }

    private void checkOperation() throws BadMessage {
      Optional<String> operation = header("CIMOperation");
      if (operation.filter("MethodCall"::equalsIgnoreCase).isEmpty()) {
        throw new BadMessage(
            "unsupported-operation",
            "CIMOperation is "
                + operation.map(text -> "\"" + text + "\"").orElse("missing")
                + "; MethodCall is understood");
      }
      Optional<String> version = header("CIMProtocolVersion");
      if (version.filter(text -> !text.startsWith("1.")).isPresent()) {
        throw new BadMessage(
            "unsupported-protocol-version",
            "CIMProtocolVersion is " + version.get() + "; 1.x is understood");
      }
    }

    /** Header values are UTF-8, percent-encoded where they are not ASCII. DSP0200 §7.3.3. */
    private Optional<String> header(String name) {
      return Optional.ofNullable(request.getHeader(name))
          .map(String::strip)
          .map(
              value -> {
                try {
                  return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
                } catch (IllegalArgumentException notEncoded) {
                  return value;
                }
              });
    }

    private void bad(BadMessage bad) {
      meters.count(MeterName.HTTP_REFUSED, "reason", bad.cimError());
      log.debug("cimxml.refused error={} details={}", bad.cimError(), bad.details());
      response.setHeader("CIMError", bad.cimError());
      response.setHeader(
          "CIMErrorDetails", XmlOutput.legalText(bad.details()).replaceAll("[^ -~]+", " "));
      refuse(response, HttpServletResponse.SC_BAD_REQUEST);
      async.complete();
    }

    private void answer(byte[] body, Throwable failure) {
      try {
        if (failure != null) {
          log.error("cimxml.answer-failed", failure);
          refuse(response, HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
          return;
        }
        response.setContentType(CONTENT_TYPE);
        response.setHeader("CIMOperation", "MethodResponse");
        long micros = (time.monotonicNanos() - began) / 1000;
        response.setHeader("WBEMServerResponseTime", Long.toString(micros));
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
      } catch (IOException gone) {
        log.debug("cimxml.peer-gone cause={}", gone.toString());
      } finally {
        async.complete();
      }
    }
  }
}
