package org.wellspring.sink;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.wellspring.model.Bytes;

/**
 * A sink's {@code http} or {@code https} address, taken apart.
 *
 * @param path with the query, percent-encoded, never empty
 * @param opening what requests to it begin with: request line and the headers that never change
 */
record HttpTarget(Origin origin, String path, Bytes opening) {
  /**
   * Names with an underscore are no RFC 3986 host to {@link URI}, yet Windows machines have them.
   */
  private static final Pattern LENIENT_AUTHORITY =
      Pattern.compile("([A-Za-z0-9._-]+)(?::([0-9]{0,5}))?");

  static HttpTarget parse(String address) throws UnusableAddress {
    URI uri = uri(address);
    String scheme = scheme(uri);
    if (uri.getRawUserInfo() != null) {
      throw new UnusableAddress(
          "address holds user information; use the subscription's credentials");
    }
    if (uri.getHost() != null) {
      return target(uri, scheme, uri.getHost(), uri.getPort());
    }
    String authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
    Matcher lenient = LENIENT_AUTHORITY.matcher(authority);
    if (!lenient.matches()) {
      throw new UnusableAddress("address has no usable host; http://HOST[:PORT]/PATH is expected");
    }
    return target(uri, scheme, lenient.group(1), port(lenient.group(2)));
  }

  private static URI uri(String address) throws UnusableAddress {
    try {
      URI uri = new URI(address);
      String ascii = uri.toASCIIString();
      return ascii.equals(address)
          ? uri
          : new URI(ascii); // parsing twice costs more than comparing
    } catch (URISyntaxException e) {
      throw new UnusableAddress("address is not a URI: " + e.getReason());
    }
  }

  private static String scheme(URI uri) throws UnusableAddress {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals(Origin.HTTP) && !scheme.equals(Origin.HTTPS)) {
      throw new UnusableAddress("address scheme \"" + scheme + "\" is neither http nor https");
    }
    return scheme;
  }

  private static int port(@Nullable String digits) {
    return digits == null || digits.isEmpty() ? -1 : Integer.parseInt(digits);
  }

  private static HttpTarget target(URI uri, String scheme, String host, int port)
      throws UnusableAddress {
    int effective = port >= 0 ? port : scheme.equals(Origin.HTTPS) ? 443 : 80;
    if (effective < 1 || effective > 65_535) {
      throw new UnusableAddress("address has port " + effective + "; 1..65535 is allowed");
    }
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    Origin origin = new Origin(scheme, bare.toLowerCase(Locale.ROOT), effective);
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String whole = uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    return new HttpTarget(origin, whole, HttpRequest.opening(origin, whole));
  }
}
