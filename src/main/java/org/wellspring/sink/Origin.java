package org.wellspring.sink;

import java.util.Locale;

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

  /**
   * By which origins are spread over event loops; the same as {@link #spreadOf} of its addresses.
   */
  int spread() {
    return spread(host, port);
  }

  /**
   * The spread of an address, found without taking all of it apart; any number for one that cannot
   * be used.
   */
  static int spreadOf(String address) {
    int start = Math.min(address.length(), address.indexOf("://") + 3);
    int end = start;
    while (end < address.length() && "/?#".indexOf(address.charAt(end)) < 0) {
      end++;
    }
    int colon = address.lastIndexOf(':', end - 1);
    boolean hasPort = colon >= start && address.indexOf(']', colon) < 0 && colon < end - 1;
    String host = address.substring(start, hasPort ? colon : end).toLowerCase(Locale.ROOT);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    return spread(
        bracketed ? host.substring(1, host.length() - 1) : host,
        hasPort ? number(address, colon + 1, end) : address.startsWith(HTTPS) ? 443 : 80);
  }

  /** Mixed, as ports that a system gives out one after the other may all be even. */
  private static int spread(String host, int port) {
    int hash = (31 * host.hashCode() + port) * 0x9E3779B9;
    return hash ^ (hash >>> 15);
  }

  private static int number(String text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      value = 10 * value + text.charAt(i) - '0';
    }
    return value;
  }

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
