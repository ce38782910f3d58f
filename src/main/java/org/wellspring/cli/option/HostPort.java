package org.wellspring.cli.option;

import java.net.InetSocketAddress;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code HOST:PORT}, {@code :PORT} or {@code PORT}; without a host it is 127.0.0.1. */
public final class HostPort implements ITypeConverter<InetSocketAddress> {
  private static final int LARGEST_PORT = 65_535;

  @Override
  public InetSocketAddress convert(String value) {
    int colon = value.lastIndexOf(':');
    String host = colon <= 0 ? "127.0.0.1" : value.substring(0, colon);
    String port = value.substring(colon + 1);
    if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > LARGEST_PORT) {
      throw new TypeConversionException(
          "'" + value + "' has no port; write HOST:PORT, where port 0 is any free one");
    }
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    InetSocketAddress address = new InetSocketAddress(bare, Integer.parseInt(port));
    if (address.isUnresolved()) {
      throw new TypeConversionException("the host of '" + value + "' is not known");
    }
    return address;
  }
}
