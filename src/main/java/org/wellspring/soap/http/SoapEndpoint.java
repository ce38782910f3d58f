package org.wellspring.soap.http;

import jakarta.activation.DataSource;
import jakarta.annotation.Resource;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.xml.ws.BindingType;
import jakarta.xml.ws.Provider;
import jakarta.xml.ws.Service;
import jakarta.xml.ws.ServiceMode;
import jakarta.xml.ws.WebServiceContext;
import jakarta.xml.ws.WebServiceProvider;
import jakarta.xml.ws.handler.MessageContext;
import jakarta.xml.ws.http.HTTPBinding;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.cxf.continuations.Continuation;
import org.apache.cxf.continuations.ContinuationProvider;
import org.jspecify.annotations.Nullable;
import org.wellspring.fault.FaultCode;
import org.wellspring.http.RequestBody;
import org.wellspring.model.Principal;
import org.wellspring.soap.http.SoapService.Answer;
import org.wellspring.soap.http.SoapService.Caller;

/**
 * The JAX-WS endpoint: a Provider of whole messages, so that CXF carries octets and the protocol's
 * own rules (charset, size, header checks, faults, empty bodies, choice by action) are ours. Knows
 * CXF; nothing further in does.
 *
 * <p>A request that waits, as a Pull does, is suspended: it holds no thread.
 */
@WebServiceProvider(serviceName = "WellspringService", targetNamespace = "urn:wellspring:wsdl")
@ServiceMode(Service.Mode.MESSAGE)
@BindingType(HTTPBinding.HTTP_BINDING)
public final class SoapEndpoint implements Provider<DataSource> {
  /**
   * Request attribute under which the security filter leaves the caller; absent: not authenticated.
   */
  public static final String PRINCIPAL =
      "org.wellspring.principal"; // set by http.AuthenticationFilter

  private static final Pattern ACTION =
      Pattern.compile(";\\s*action\\s*=\\s*\"([^\"]*)\"", Pattern.CASE_INSENSITIVE);

  private final SoapService service;
  private final long maxRequest;
  private final long longestMillis;
  private @Nullable WebServiceContext context;

  /**
   * @param maxRequest octets, setting http.max-request
   * @param longestMillis after which a suspended request is given up; above every OperationTimeout
   */
  public SoapEndpoint(SoapService service, long maxRequest, long longestMillis) {
    this.service = service;
    this.maxRequest = maxRequest;
    this.longestMillis = longestMillis;
  }

  @Resource
  public void setContext(WebServiceContext webServiceContext) {
    context = webServiceContext;
  }

  @Override
  public @Nullable DataSource invoke(DataSource message) {
    MessageContext exchange = exchange();
    Continuation continuation =
        part(exchange, ContinuationProvider.class.getName(), ContinuationProvider.class)
            .getContinuation();
    if (continuation.isNew()) {
      return begin(message, exchange, continuation);
    }
    return respond(exchange, ((Pending) continuation.getObject()).answer());
  }

  /** What a suspended request waits for. */
  private record Pending(CompletableFuture<Answer> future) {
    Answer answer() {
      return future.join(); // complete when resumed, and never failed
    }
  }

  private MessageContext exchange() {
    if (context == null) {
      throw new IllegalStateException("not published");
    }
    return context.getMessageContext();
  }

  private static <T> T part(MessageContext exchange, String key, Class<T> type) {
    return type.cast(Objects.requireNonNull(exchange.get(key), key));
  }

  private @Nullable DataSource begin(
      DataSource message, MessageContext exchange, Continuation continuation) {
    HttpServletRequest http =
        part(exchange, MessageContext.SERVLET_REQUEST, HttpServletRequest.class);
    CompletableFuture<Answer> future = answer(message, http);
    if (future.isDone()) {
      return respond(exchange, future.join());
    }
    continuation.setObject(new Pending(future));
    continuation.suspend(longestMillis);
    var unused = future.thenRun(continuation::resume);
    return null;
  }

  private CompletableFuture<Answer> answer(DataSource message, HttpServletRequest http) {
    byte[] octets;
    try (InputStream in = message.getInputStream()) {
      octets = in.readNBytes((int) maxRequest + 1);
      if (octets.length > maxRequest) {
        RequestBody.discard(in);
      }
    } catch (IOException e) {
      return CompletableFuture.completedFuture(
          service.refuse(FaultCode.MALFORMED_ENVELOPE, "The request broke off: " + e.getMessage()));
    }
    if (octets.length > maxRequest) {
      return CompletableFuture.completedFuture(
          service.refuse(
              FaultCode.REQUEST_TOO_LARGE,
              "The request is larger than "
                  + maxRequest
                  + " octets (setting http.max-request); send it in parts."));
    }
    String contentType = Optional.ofNullable(http.getContentType()).orElse("");
    return service.answer(octets, contentType, caller(http));
  }

  private static Caller caller(HttpServletRequest http) {
    Optional<Principal> principal =
        Optional.ofNullable(http.getAttribute(PRINCIPAL)).map(Principal.class::cast);
    return new Caller(
        principal,
        http.isSecure() || isThisMachine(http.getRemoteAddr())
            ? Caller.Protection.PROTECTED
            : Caller.Protection.PLAIN,
        http.getRequestURL().toString(),
        soapAction(http));
  }

  private static Optional<String> soapAction(HttpServletRequest http) {
    Matcher parameter = ACTION.matcher(Optional.ofNullable(http.getContentType()).orElse(""));
    return Optional.ofNullable(http.getHeader("SOAPAction"))
        .map(value -> value.strip().replaceAll("^\"|\"$", ""))
        .or(() -> parameter.find() ? Optional.of(parameter.group(1)) : Optional.empty())
        .filter(action -> !action.isBlank());
  }

  private static boolean isThisMachine(String address) {
    try {
      return InetAddress.getByName(address).isLoopbackAddress(); // a literal: nothing is resolved
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static @Nullable DataSource respond(MessageContext exchange, Answer answer) {
    HttpServletResponse response =
        part(exchange, MessageContext.SERVLET_RESPONSE, HttpServletResponse.class);
    exchange.put(MessageContext.HTTP_RESPONSE_CODE, answer.status());
    response.setContentLength(answer.body().length());
    return answer.body().length() == 0 ? null : new Octets(answer);
  }

  /** The reply's octets as JAX-WS wants them. */
  private record Octets(Answer answer) implements DataSource {
    @Override
    public InputStream getInputStream() {
      return new java.io.ByteArrayInputStream(answer.body().unsafeArray());
    }

    @Override
    public java.io.OutputStream getOutputStream() throws IOException {
      throw new IOException("a reply is read, not written");
    }

    @Override
    public String getContentType() {
      return answer.contentType();
    }

    @Override
    public String getName() {
      return "reply";
    }
  }
}
