package org.wellspring.wsevent;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.wellspring.fault.FaultException;
import org.wellspring.soap.http.ContractServlet;

/** What is read at {@code /eventing} and {@code /eventing/NAME}: the contract, and the events. */
public final class EventingServlet extends ContractServlet {
  private static final long serialVersionUID = 1L;

  private final transient UnaryOperator<String> events;

  /**
   * @param events the EventDescriptions of the resources at a URL; throws the fault that says that
   *     there is none
   */
  public EventingServlet(UnaryOperator<String> events) {
    super(Map.of("wsdl", "eventing.wsdl", "wsdl=2004", "eventing-2004.wsdl"));
    this.events = events;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String described;
    try {
      described = events.apply(request.getRequestURL().toString());
    } catch (FaultException unknown) {
      response.setStatus(HttpServletResponse.SC_NOT_FOUND);
      response.setContentType("text/plain;charset=UTF-8");
      response.getWriter().print(unknown.reason() + "\n");
      return;
    }
    if ("events".equals(request.getQueryString())) {
      response.setContentType("text/xml;charset=UTF-8");
      response.getOutputStream().write(described.getBytes(StandardCharsets.UTF_8));
    } else {
      super.doGet(request, response);
    }
  }
}
