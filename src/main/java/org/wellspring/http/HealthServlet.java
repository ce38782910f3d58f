package org.wellspring.http;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/**
 * {@code /health/live}: the process answers. {@code /health/ready}: it takes events and
 * subscriptions; 503 until then.
 */
public final class HealthServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient BooleanSupplier ready;

  public HealthServlet(BooleanSupplier ready) {
    this.ready = ready;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean asksReady = request.getRequestURI().endsWith("/ready");
    boolean good = !asksReady || ready.getAsBoolean();
    response.setStatus(good ? 200 : 503);
    response.setContentType("text/plain;charset=UTF-8");
    response.getWriter().print(good ? "ok\n" : "starting or stopping\n");
  }
}
