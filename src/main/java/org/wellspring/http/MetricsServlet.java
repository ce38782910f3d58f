package org.wellspring.http;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.wellspring.metrics.Meters;

/** {@code /metrics}: Prometheus text. */
public final class MetricsServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient Meters meters;

  public MetricsServlet(Meters meters) {
    this.meters = meters;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain;version=0.0.4;charset=UTF-8");
    response.getWriter().print(meters.scrape());
  }
}
