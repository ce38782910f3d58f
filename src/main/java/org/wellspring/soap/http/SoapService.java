package org.wellspring.soap.http;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.wellspring.fault.FaultCode;
import org.wellspring.model.Bytes;
import org.wellspring.model.Principal;

/** A front door that speaks SOAP, behind the transport: octets in, octets out. From any thread. */
public interface SoapService {
  /**
   * Answers a request.
   *
   * @param octets the whole message, within the server's size limit
   * @return never completed exceptionally
   */
  CompletableFuture<Answer> answer(byte[] octets, String contentType, Caller caller);

  /** A fault for a request that was refused before it was read: too large, of a wrong type. */
  Answer refuse(FaultCode code, String reason);

  /**
   * Who asks, and how.
   *
   * @param url by which the caller reached us, without query
   * @param soapAction the header of that name, or the action parameter of the media type; without
   *     quotes, empty when it says nothing
   */
  record Caller(
      Optional<Principal> principal,
      Protection protection,
      String url,
      Optional<String> soapAction) {
    /** Whether the request came over TLS or from this machine. */
    public enum Protection {
      PROTECTED,
      PLAIN
    }
  }

  /**
   * The answer on the wire.
   *
   * @param status 200, 202, 400 or 500
   * @param contentType empty when there is no body
   */
  record Answer(int status, String contentType, Bytes body) {
    /** Taken, and nothing to say. */
    public static final Answer ACCEPTED = new Answer(202, "", Bytes.EMPTY);
  }
}
