package org.wellspring.http;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.ee11.servlet.ErrorHandler;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.wellspring.http.HttpHostConfig.Listener;
import org.wellspring.http.HttpHostConfig.Scheme;

/** An embedded Jetty with servlets mounted on it. Mount, then start; not reusable after close. */
public final class HttpHost implements AutoCloseable {
  private static final int MAX_HEADER = 16 * 1024;
  private static final long STOP_MILLIS = 2_000;

  private final Server server;
  private final ServletContextHandler context = new ServletContextHandler();
  private final List<ServerConnector> connectors = new ArrayList<>();
  private final List<Listener> listeners;

  public HttpHost(HttpHostConfig config) {
    QueuedThreadPool threads = new QueuedThreadPool(config.maxThreads(), 8);
    threads.setName("ws-http");
    server = new Server(threads);
    listeners = config.listeners();
    listeners.forEach(listener -> connect(listener, config));
    ErrorHandler errors = new ErrorHandler();
    errors.setShowStacks(false);
    errors.setShowCauses(false);
    errors.setShowOrigin(false);
    context.setErrorHandler(errors);
    context.setContextPath("/");
    server.setHandler(context);
    server.setStopTimeout(STOP_MILLIS);
  }

  private void connect(Listener listener, HttpHostConfig config) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(MAX_HEADER);
    http.setIdleTimeout(config.idleTimeout().toMillis());
    ServerConnector connector =
        listener.scheme() == Scheme.HTTP
            ? new ServerConnector(server, new HttpConnectionFactory(http))
            : secure(http, config);
    connector.setHost(listener.host());
    connector.setPort(listener.port());
    connector.setIdleTimeout(config.idleTimeout().toMillis());
    connector.setAcceptQueueSize(512);
    connectors.add(connector);
    server.addConnector(connector);
  }

  private ServerConnector secure(HttpConfiguration http, HttpHostConfig config) {
    HttpHostConfig.Keys keys =
        config
            .keys()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "an https listener needs a certificate: settings http.tls.certificate and http.tls.key, or http.tls.keystore"));
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setKeyStore(keys.store());
    tls.setKeyStorePassword(keys.password().value());
    SecureRequestCustomizer customizer = new SecureRequestCustomizer();
    customizer.setSniHostCheck(
        false); // managed machines are reached by address as often as by name
    http.addCustomizer(customizer);
    return new ServerConnector(
        server, new SslConnectionFactory(tls, "http/1.1"), new HttpConnectionFactory(http));
  }

  /**
   * Puts a servlet at a path specification such as {@code /health/*}. It may answer asynchronously.
   */
  public void mount(String path, Servlet servlet) {
    mount(path, servlet, Map.of());
  }

  /**
   * As {@link #mount(String, Servlet)}.
   *
   * @param parameters the servlet's initialisation parameters
   */
  public void mount(String path, Servlet servlet, Map<String, String> parameters) {
    ServletHolder holder = new ServletHolder(servlet);
    holder.setInitParameters(parameters);
    holder.setAsyncSupported(true);
    context.addServlet(holder, path);
  }

  /** Puts a filter before the servlets, in the order of calls. */
  public void filter(String path, Filter filter) {
    FilterHolder holder = new FilterHolder(filter);
    holder.setAsyncSupported(true);
    context.addFilter(holder, path, EnumSet.of(DispatcherType.REQUEST));
  }

  /** Takes the ports, so that they are known before anything is served. */
  public void open() throws IOException {
    for (int i = 0; i < connectors.size(); i++) {
      try {
        connectors.get(i).open();
      } catch (IOException e) {
        Listener listener = listeners.get(i);
        throw new IOException(
            "cannot listen on "
                + listener.host()
                + ":"
                + listener.port()
                + " (setting http.listen, option --listen): "
                + e.getMessage(),
            e);
      }
    }
  }

  /** Begins to serve. */
  public void start() throws IOException {
    try {
      server.start();
    } catch (Exception e) { // Jetty declares no less
      throw new IOException("the HTTP server did not start: " + e.getMessage(), e);
    }
  }

  /** Where the listeners are, with the ports they got; call after open. */
  public List<URI> addresses() {
    List<URI> addresses = new ArrayList<>();
    for (int i = 0; i < connectors.size(); i++) {
      Listener listener = listeners.get(i);
      String host = listener.host().contains(":") ? "[" + listener.host() + "]" : listener.host();
      addresses.add(
          URI.create(
              listener.scheme().name().toLowerCase(Locale.ROOT)
                  + "://"
                  + host
                  + ":"
                  + connectors.get(i).getLocalPort()));
    }
    return addresses;
  }

  /** Stops listening at once; requests under way get two seconds. */
  @Override
  public void close() {
    connectors.forEach(ServerConnector::close); // a server that never started does not close them
    try {
      server.stop();
    } catch (Exception e) { // Jetty declares no less; there is nothing to be done about it
      org.slf4j.LoggerFactory.getLogger(HttpHost.class).warn("http.stop-failed", e);
    }
  }
}
