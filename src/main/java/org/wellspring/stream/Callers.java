package org.wellspring.stream;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.wellspring.http.AuthenticationFilter;
import org.wellspring.model.Principal;

/** Who is calling, and how. */
final class Callers {
  /** Seed's name for it: a header of its own, and the scheme of Authorization. */
  static final String TOKEN = "authToken";

  private Callers() {}

  /** Whom the gate let in. */
  static Principal principal(HttpServletRequest http) {
    return (Principal)
        Optional.ofNullable(http.getAttribute(AuthenticationFilter.PRINCIPAL))
            .orElseThrow(() -> new IllegalStateException("let in without a principal"));
  }

  /** The token in a request, from the header of that name or from Authorization. */
  static Optional<String> token(HttpServletRequest http) {
    String header = http.getHeader(TOKEN);
    if (header != null) {
      return Optional.of(header.strip());
    }
    String authorization = Optional.ofNullable(http.getHeader("Authorization")).orElse("").strip();
    return authorization.regionMatches(true, 0, TOKEN + " ", 0, TOKEN.length() + 1)
        ? Optional.of(authorization.substring(TOKEN.length()).strip())
        : Optional.empty();
  }

  /** Whether what is sent can be read on the way: plain http from another machine. */
  static boolean isReadableOnTheWay(HttpServletRequest http) {
    return !http.isSecure() && !isThisMachine(http.getRemoteAddr());
  }

  private static boolean isThisMachine(String address) {
    try {
      return InetAddress.getByName(address).isLoopbackAddress(); // a literal: nothing is resolved
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
