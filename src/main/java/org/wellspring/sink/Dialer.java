package org.wellspring.sink;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** What all connections are opened with. Immutable; safe for use by several threads. */
final class Dialer implements AutoCloseable {
  private final AddressPolicy policy;
  private final HostResolver resolver;
  private final SslContext tls;
  private final Duration connectTimeout;

  /**
   * @param trust certificates that sinks may be signed by; null for those of the JDK
   */
  Dialer(
      Duration connectTimeout,
      AddressPolicy policy,
      HostResolver.Lookup lookup,
      @Nullable KeyStore trust) {
    this.connectTimeout = connectTimeout;
    this.policy = policy;
    this.resolver = new HostResolver(lookup);
    this.tls = context(trust);
  }

  private static SslContext context(@Nullable KeyStore trust) {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(trust);
      return SslContextBuilder.forClient()
          .sslProvider(SslProvider.JDK)
          .trustManager(factory)
          .endpointIdentificationAlgorithm("HTTPS") // the host name is compared, RFC 9110 §4.3.4
          .build();
    } catch (GeneralSecurityException | SSLException e) {
      throw new IllegalArgumentException("trust store cannot be used: " + e.getMessage(), e);
    }
  }

  HostResolver resolver() {
    return resolver;
  }

  Duration connectTimeout() {
    return connectTimeout;
  }

  String connectTimeoutSetting() {
    return connectTimeout + ", setting delivery.sink.connect-timeout";
  }

  /** Shut on failure: a policy that breaks allows nothing. */
  Optional<String> refusal(InetSocketAddress resolved) {
    try {
      return policy.refusal(resolved);
    } catch (RuntimeException e) { // foreign code, and a send must always be answered
      return Optional.of("address policy failed: " + e);
    }
  }

  SslHandler tls(Channel channel, Origin origin) {
    SslHandler handler = tls.newHandler(channel.alloc(), origin.host(), origin.port());
    handler.setHandshakeTimeoutMillis(0); // the dial's own timer covers it
    return handler;
  }

  /** The message of the innermost cause: there it is said what is wrong with a certificate. */
  static String deepest(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    return message == null ? "closed during the handshake" : message;
  }

  @Override
  public void close() {
    resolver.close();
  }
}
