package org.wellspring.soap.http;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.wellspring.fault.FaultCode;
import org.wellspring.http.RequestBody;
import org.wellspring.metrics.MeterName;
import org.wellspring.metrics.Meters;
import org.wellspring.soap.http.SoapService.Answer;

/**
 * What HTTP alone can decide about a SOAP request: method, media type, announced length, and the
 * empty POST by which Windows begins a Negotiate exchange. Everything that can be told in SOAP is,
 * as the openwsman client shows only bodies of 200, 400 and 500.
 */
public final class SoapGate implements Filter {
  private final SoapService service;
  private final Servlet contract;
  private final Meters meters;
  private final long maxRequest;

  /**
   * @param contract answers GET
   * @param maxRequest octets, setting http.max-request
   */
  public SoapGate(SoapService service, Servlet contract, Meters meters, long maxRequest) {
    this.service = service;
    this.contract = contract;
    this.meters = meters;
    this.maxRequest = maxRequest;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest http = (HttpServletRequest) request;
    HttpServletResponse reply = (HttpServletResponse) response;
    switch (http.getMethod()) {
      case "POST" -> post(http, reply, chain);
      case "GET", "HEAD" -> contract.service(request, response);
      default -> {
        count("method");
        reply.setHeader("Allow", "POST, GET");
        reply.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
      }
    }
  }

  private void post(HttpServletRequest http, HttpServletResponse reply, FilterChain chain)
      throws IOException, ServletException {
    String type =
        Optional.ofNullable(http.getContentType()).orElse("").toLowerCase(Locale.ROOT).strip();
    if (!type.startsWith("application/soap+xml") && !type.startsWith("text/xml")) {
      count("media-type");
      reply.setStatus(HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE);
      reply.setHeader("Accept", "application/soap+xml");
      return;
    }
    Optional<String> coding = Optional.ofNullable(http.getHeader("Content-Encoding"));
    if (coding.filter(c -> !c.equalsIgnoreCase("identity")).isPresent()) {
      refuse(
          reply,
          FaultCode.CONTENT_ENCODING,
          "The Content-Encoding " + coding.get() + " is not read here; send the message as it is.");
    } else if (http.getContentLengthLong() > maxRequest) {
      if (http.getHeader("Expect")
          == null) { // else nothing is under way, and reading would ask for it
        RequestBody.discard(http.getInputStream());
      }
      refuse(
          reply,
          FaultCode.REQUEST_TOO_LARGE,
          "The request has "
              + http.getContentLengthLong()
              + " octets; "
              + maxRequest
              + " are allowed (setting http.max-request).");
    } else if (http.getContentLengthLong() == 0 && http.getHeader("Authorization") != null) {
      reply.setStatus(HttpServletResponse.SC_OK);
      reply.setContentLength(0);
    } else {
      chain.doFilter(http, reply);
    }
  }

  private void refuse(HttpServletResponse reply, FaultCode code, String reason) throws IOException {
    count(code.name().toLowerCase(Locale.ROOT));
    Answer answer = service.refuse(code, reason);
    reply.setStatus(answer.status());
    reply.setContentType(answer.contentType());
    reply.setContentLength(answer.body().length());
    reply.getOutputStream().write(answer.body().unsafeArray());
  }

  private void count(String reason) {
    meters.count(MeterName.HTTP_REFUSED, "reason", reason);
  }
}
