package org.wellspring.soap;

import java.util.List;
import java.util.Optional;
import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;
import org.wellspring.model.EndpointReference;
import org.wellspring.xml.XmlElement;

/**
 * The WS-Addressing 2004/08 headers of a request.
 *
 * @param to trimmed
 * @param messageId kept byte for byte, as the reply must repeat it
 * @param replyTo empty when the client sent none
 */
public record Addressing(
    String action,
    String to,
    String messageId,
    Optional<EndpointReference> replyTo,
    Optional<EndpointReference> faultTo) {

  /** Whether a missing ReplyTo is refused, as DSP0226 R5.4.2 says, or read as anonymous. */
  public enum Strictness {
    STRICT,
    LENIENT
  }

  /** Reads and checks the headers. WS-Addressing 2004/08 §3. */
  public static Addressing read(Envelope envelope, Strictness strictness) {
    String action = required(envelope, "Action");
    String to = required(envelope, "To");
    String messageId = required(envelope, "MessageID");
    Optional<EndpointReference> replyTo = endpoint(envelope, "ReplyTo");
    if (replyTo.isEmpty() && strictness == Strictness.STRICT) {
      throw missing("ReplyTo");
    }
    Optional<EndpointReference> faultTo = endpoint(envelope, "FaultTo");
    return new Addressing(action, to, messageId, replyTo, faultTo);
  }

  /**
   * The MessageID of a request that may be refused for its other headers: a fault should still
   * relate to it.
   */
  public static Optional<String> messageId(Envelope envelope) {
    return envelope
        .header(Ns.WSA, "MessageID")
        .map(XmlElement::trimmedText)
        .filter(id -> !id.isEmpty());
  }

  /**
   * What a fault carries for the endpoint that it goes to: the reference data of FaultTo, or of
   * ReplyTo when there is none. Empty when that header is one that the fault may be about.
   */
  public static List<XmlElement> faultBlocks(Envelope envelope) {
    return envelope
        .header(Ns.WSA, "FaultTo")
        .or(() -> envelope.header(Ns.WSA, "ReplyTo"))
        .filter(
            endpoint ->
                endpoint.childText(Ns.WSA, "Address").filter(Addressing::isAnonymous).isPresent())
        .map(endpoint -> Endpoints.read(endpoint).headerBlocks().toList())
        .orElse(List.of());
  }

  private static Optional<XmlElement> single(Envelope envelope, String local) {
    List<XmlElement> blocks = envelope.headers(Ns.WSA, local).toList();
    if (blocks.size() > 1) {
      throw new FaultException(
          FaultCode.INVALID_HEADER,
          "The header wsa:" + local + " is there " + blocks.size() + " times; once is allowed.");
    }
    return blocks.stream().findFirst();
  }

  private static String required(Envelope envelope, String local) {
    XmlElement block = single(envelope, local).orElseThrow(() -> missing(local));
    String value = block.trimmedText();
    if (value.isEmpty()) {
      throw new FaultException(FaultCode.INVALID_HEADER, "The header wsa:" + local + " is empty.");
    }
    return value;
  }

  private static FaultException missing(String local) {
    return new FaultException(
            FaultCode.HEADER_REQUIRED, "The header wsa:" + local + " is missing; it is required.")
        .with(XmlElement.builder(Ns.WSA, "ProblemHeaderQName", "wsa").text("wsa:" + local).build());
  }

  private static Optional<EndpointReference> endpoint(Envelope envelope, String local) {
    return single(envelope, local).map(block -> anonymousOnly(read(block, local), local));
  }

  private static EndpointReference read(XmlElement block, String local) {
    if (block.child(Ns.WSA, "Address").isEmpty()) {
      throw new FaultException(
          FaultCode.INVALID_HEADER, "The header wsa:" + local + " holds no wsa:Address.");
    }
    return Endpoints.read(block);
  }

  /** Also with a slash at its end, as printed in a Microsoft document. */
  private static boolean isAnonymous(String address) {
    String uri = address.strip();
    return uri.equals(Ns.ANONYMOUS) || uri.equals(Ns.ANONYMOUS + "/");
  }

  private static EndpointReference anonymousOnly(EndpointReference endpoint, String local) {
    String address = endpoint.address();
    if (isAnonymous(address)) {
      return endpoint;
    }
    throw new FaultException(
        FaultCode.UNSUPPORTED_ADDRESSING_MODE,
        "wsa:"
            + local
            + " must be the anonymous address "
            + Ns.ANONYMOUS
            + ", as replies go into the HTTP response; seen was "
            + (address.isEmpty() ? "an empty one" : address)
            + ".");
  }
}
