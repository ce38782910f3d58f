package org.wellspring.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * Posts over HTTP/1.1 and keeps the connection. Sends credentials unasked, to the host they are for
 * and to no other. Safe for use by several threads.
 */
final class HttpPost {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final ClientSettings settings;
  private final HttpClient plain = builder().sslContext(trustingNobody()).build();
  private Optional<HttpClient> secure = Optional.empty();

  HttpPost(ClientSettings settings) {
    this.settings = settings;
  }

  private static HttpClient.Builder builder() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(CONNECT_LIMIT);
  }

  /** Reading the machine's certificates takes longer than a whole exchange without them. */
  private static SSLContext trustingNobody() {
    try {
      SSLContext empty = SSLContext.getInstance("TLS");
      empty.init(new KeyManager[0], new TrustManager[0], null);
      return empty;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }

  private synchronized HttpClient clientFor(URI uri) {
    if (!"https".equalsIgnoreCase(uri.getScheme())) {
      return plain;
    }
    HttpClient https = secure.orElseGet(() -> builder().build());
    secure = Optional.of(https);
    return https;
  }

  /**
   * An answer.
   *
   * @param cimError what a WBEM server says of a request that is none: the headers CIMError and
   *     CIMErrorDetails
   */
  record Reply(int status, byte[] body, Optional<String> challenge, String cimError) {
    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    boolean isSuccess() {
      return status / 100 == 2;
    }
  }

  /**
   * Sends one request and waits for the whole answer.
   *
   * @param timeout for the server's work; a few seconds of grace are added for the network
   */
  Reply send(URI uri, Map<String, String> headers, byte[] body, Duration timeout)
      throws ExchangeFailed {
    settings.tap().sent("POST " + uri, new String(body, StandardCharsets.UTF_8));
    Reply reply = exchange(uri, request(uri, headers, body, timeout.plus(GRACE)));
    settings.tap().received(reply.status(), reply.text());
    return reply;
  }

  private HttpRequest request(URI uri, Map<String, String> headers, byte[] body, Duration timeout)
      throws ExchangeFailed {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(uri)
              .timeout(timeout)
              .POST(HttpRequest.BodyPublishers.ofByteArray(body));
      headers.forEach(request::header);
      settings
          .credentials()
          .filter(user -> isHome(uri))
          .ifPresent(user -> request.header("Authorization", user.authorization()));
      return request.build();
    } catch (IllegalArgumentException e) {
      throw new ExchangeFailed(
          "cannot post to " + uri + ": " + e.getMessage() + "; an http or https URL is needed", e);
    }
  }

  private boolean isHome(URI uri) {
    URI base = settings.base();
    return String.valueOf(base.getScheme()).equalsIgnoreCase(uri.getScheme())
        && String.valueOf(base.getAuthority()).equalsIgnoreCase(uri.getAuthority());
  }

  private Reply exchange(URI uri, HttpRequest request) throws ExchangeFailed {
    try {
      HttpResponse<byte[]> response =
          clientFor(uri).send(request, HttpResponse.BodyHandlers.ofByteArray());
      return new Reply(
          response.statusCode(),
          response.body(),
          response.headers().firstValue("WWW-Authenticate"),
          String.join(
              ": ",
              Stream.of("CIMError", "CIMErrorDetails")
                  .flatMap(name -> response.headers().firstValue(name).stream())
                  .toList()));
    } catch (HttpTimeoutException e) {
      throw new ExchangeFailed("no answer from " + uri + " in time; --timeout allows more", e);
    } catch (ConnectException e) {
      throw new ExchangeFailed(
          "cannot connect to " + uri + ": is a server listening there? (--url names another)", e);
    } catch (IOException e) {
      String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new ExchangeFailed("the exchange with " + uri + " broke off: " + why, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ExchangeFailed("interrupted while waiting for " + uri, e);
    }
  }
}
