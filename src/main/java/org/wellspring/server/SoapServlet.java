package org.wellspring.server;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.apache.cxf.transport.servlet.CXFNonSpringServlet;

/** CXF for the paths of our endpoints; no list of them is shown. */
final class SoapServlet extends CXFNonSpringServlet {
  private static final long serialVersionUID = 1L;

  private final transient Set<String> paths;
  private final transient Set<String> roots;

  /**
   * @param paths served as they are
   * @param roots served with all that is below them
   */
  SoapServlet(Set<String> paths, Set<String> roots) {
    this.paths = Set.copyOf(paths);
    this.roots = Set.copyOf(roots);
  }

  @Override
  public void service(ServletRequest request, ServletResponse response)
      throws ServletException, IOException {
    if (isServed(((HttpServletRequest) request).getRequestURI())) {
      super.service(request, response);
    } else {
      ((HttpServletResponse) response).sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }

  private boolean isServed(String path) {
    return paths.contains(path)
        || roots.stream().anyMatch(root -> path.equals(root) || path.startsWith(root + "/"));
  }
}
