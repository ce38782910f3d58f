package org.wellspring.sink;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code soap.udp} addresses. Only multicast groups in dotted IPv4 form are taken: a datagram
 * to a single host would pass by {@link AddressPolicy}.
 */
final class GroupAddress {
  private GroupAddress() {}

  static InetSocketAddress parse(String address) throws UnusableAddress {
    URI uri;
    try {
      uri = new URI(address);
    } catch (URISyntaxException e) {
      throw new UnusableAddress("address is not a URI: " + e.getReason());
    }
    if (!"soap.udp".equalsIgnoreCase(uri.getScheme())) {
      throw new UnusableAddress("address scheme is not soap.udp");
    }
    if (uri.getPort() < 1 || uri.getPort() > 65_535) {
      throw new UnusableAddress("soap.udp address needs a port in 1..65535");
    }
    return new InetSocketAddress(group(uri.getHost()), uri.getPort());
  }

  private static InetAddress group(@Nullable String host) throws UnusableAddress {
    if (host != null && NetUtil.isValidIpV4Address(host)) {
      try {
        InetAddress address =
            InetAddress.getByAddress(NetUtil.createByteArrayFromIpAddressString(host));
        if (address.isMulticastAddress()) {
          return address;
        }
      } catch (UnknownHostException e) { // only for lengths other than 4 and 16
        throw new IllegalStateException(host, e);
      }
    }
    throw new UnusableAddress(
        "soap.udp address needs a multicast group, 224.0.0.0..239.255.255.255");
  }
}
