package org.wellspring.http;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.wellspring.metrics.MeterName;
import org.wellspring.metrics.Meters;
import org.wellspring.model.Principal;

/**
 * Finds out who is calling, before a body is read. Leaves the {@link Principal} as a request
 * attribute; requests without one reach only what is open to all: health, the contract, and
 * Identify for callers who say that they are unauthenticated. A door that knows other ways to tell
 * who is calling, and answers in its own words, is passed through.
 */
public final class AuthenticationFilter implements Filter {
  /** Request attribute that holds the {@link Principal}. */
  public static final String PRINCIPAL = "org.wellspring.principal";

  private static final Set<String> OPEN = Set.of("/health/live", "/health/ready");

  private final Function<String, Optional<Principal>> authenticator;
  private final Meters meters;
  private final Set<String> ownDoors;

  /**
   * @param authenticator takes the Authorization header, empty when there was none
   */
  public AuthenticationFilter(Function<String, Optional<Principal>> authenticator, Meters meters) {
    this(authenticator, meters, Set.of());
  }

  /**
   * @param ownDoors servlet paths behind which callers without a principal are refused, too, but
   *     not by this filter
   */
  public AuthenticationFilter(
      Function<String, Optional<Principal>> authenticator, Meters meters, Set<String> ownDoors) {
    this.authenticator = authenticator;
    this.meters = meters;
    this.ownDoors = Set.copyOf(ownDoors);
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest http = (HttpServletRequest) request;
    String authorization = Optional.ofNullable(http.getHeader("Authorization")).orElse("");
    Optional<Principal> principal = authenticator.apply(authorization);
    principal.ifPresent(who -> http.setAttribute(PRINCIPAL, who));
    if (principal.isPresent() || isOpen(http)) {
      chain.doFilter(request, response);
    } else {
      challenge((HttpServletResponse) response);
    }
  }

  /** winrm marks an anonymous Identify by a header to /wsman, openwsman by the path. */
  private boolean isOpen(HttpServletRequest http) {
    String path = http.getRequestURI();
    if (ownDoors.contains(http.getServletPath())) { // the one that will be called, however written
      return true;
    }
    boolean contract = http.getMethod().equals("GET") && isContract(path, http.getQueryString());
    boolean anonymousIdentify =
        path.equals("/wsman-anon/identify")
            || (path.equals("/wsman")
                && "unauthenticated".equalsIgnoreCase(http.getHeader("WSMANIDENTIFY")));
    return OPEN.contains(path) || contract || anonymousIdentify;
  }

  /** The events of the resources are for those who may subscribe to them. */
  private static boolean isContract(String path, @Nullable String query) {
    boolean eventing = path.equals("/eventing") || path.startsWith("/eventing/");
    return path.equals("/wsman") || (eventing && !"events".equals(query));
  }

  private void challenge(HttpServletResponse response) {
    meters.count(MeterName.HTTP_REFUSED, "reason", "unauthenticated");
    response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
    response.setHeader("WWW-Authenticate", "Basic realm=\"WSMAN\", charset=\"UTF-8\"");
    response.setContentLength(0);
  }
}
