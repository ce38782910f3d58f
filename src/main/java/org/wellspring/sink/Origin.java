package org.wellspring.sink;

/**
 * What connections are pooled by.
 *
 * @param scheme {@code http} or {@code https}
 * @param host in lower case; an IPv6 address without its brackets
 * @param port 1..65535
 */
record Origin(String scheme, String host, int port) {
  static final String HTTP = "http";
  static final String HTTPS = "https";

  boolean secure() {
    return scheme.equals(HTTPS);
  }

  /** Value of the Host header; the scheme's own port is left out. RFC 9110 §7.2. */
  String authority() {
    String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return port == (secure() ? 443 : 80) ? name : name + ":" + port;
  }

  @Override
  public String toString() {
    return scheme + "://" + authority();
  }
}
