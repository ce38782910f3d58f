package org.wellspring.server;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.apache.cxf.transport.servlet.CXFNonSpringServlet;

/** CXF for the paths of our endpoints; nothing is below them, and no list of them is shown. */
final class SoapServlet extends CXFNonSpringServlet {
  private static final long serialVersionUID = 1L;

  private final transient Set<String> paths;

  SoapServlet(Set<String> paths) {
    this.paths = Set.copyOf(paths);
  }

  @Override
  public void service(ServletRequest request, ServletResponse response)
      throws ServletException, IOException {
    if (paths.contains(((HttpServletRequest) request).getRequestURI())) {
      super.service(request, response);
    } else {
      ((HttpServletResponse) response).sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }
}
