package org.wellspring.soap;

import java.util.List;
import java.util.Optional;
import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;
import org.wellspring.model.EndpointReference;
import org.wellspring.xml.XmlElement;

/**
 * The WS-Addressing headers of a request.
 *
 * @param to trimmed
 * @param messageId kept byte for byte, as the reply must repeat it; empty only when no reply is
 *     wanted
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
    Reader reader = new Reader(envelope, AddressingVersion.AUGUST_2004);
    String action = reader.required("Action");
    String to = reader.required("To");
    String messageId = reader.required("MessageID");
    Optional<EndpointReference> replyTo = reader.endpoint("ReplyTo");
    if (replyTo.isEmpty() && strictness == Strictness.STRICT) {
      throw reader.missing("ReplyTo");
    }
    return new Addressing(action, to, messageId, replyTo, reader.endpoint("FaultTo"));
  }

  /**
   * Reads and checks the headers of WS-Addressing 1.0 §3: To and ReplyTo are anonymous when they
   * are missing, and MessageID is needed where a reply is.
   */
  public static Addressing readW3c(Envelope envelope) {
    AddressingVersion version = AddressingVersion.W3C;
    Reader reader = new Reader(envelope, version);
    String action = reader.required("Action");
    Optional<EndpointReference> replyTo = reader.endpoint("ReplyTo");
    boolean silent = replyTo.filter(Addressing::isNone).isPresent();
    return new Addressing(
        action,
        reader.optional("To").orElse(version.anonymous()),
        silent ? reader.optional("MessageID").orElse("") : reader.required("MessageID"),
        replyTo,
        reader.endpoint("FaultTo"));
  }

  private static boolean isNone(EndpointReference endpoint) {
    return endpoint.address().equals(AddressingVersion.NONE);
  }

  /** Whether the client does not want to hear how it went. */
  public boolean wantsNoReply() {
    return replyTo.filter(Addressing::isNone).isPresent();
  }

  /**
   * The MessageID of a request that may be refused for its other headers: a fault should still
   * relate to it.
   */
  public static Optional<String> messageId(Envelope envelope) {
    return messageId(envelope, AddressingVersion.AUGUST_2004);
  }

  /** The same in either version. */
  public static Optional<String> messageId(Envelope envelope, AddressingVersion version) {
    return envelope
        .header(version.namespace(), "MessageID")
        .map(XmlElement::trimmedText)
        .filter(id -> !id.isEmpty());
  }

  /**
   * What a fault carries for the endpoint that it goes to: the reference data of FaultTo, or of
   * ReplyTo when there is none. Empty when that header is one that the fault may be about.
   */
  public static List<XmlElement> faultBlocks(Envelope envelope) {
    return faultBlocks(envelope, AddressingVersion.AUGUST_2004);
  }

  /** The same in either version. */
  public static List<XmlElement> faultBlocks(Envelope envelope, AddressingVersion version) {
    String wsa = version.namespace();
    return faultEndpoint(envelope, version)
        .filter(
            endpoint ->
                endpoint
                    .childText(wsa, "Address")
                    .filter(address -> isAnonymous(address, version))
                    .isPresent())
        .map(endpoint -> version.headerBlocks(Endpoints.read(endpoint, version)).toList())
        .orElse(List.of());
  }

  private static Optional<XmlElement> faultEndpoint(Envelope envelope, AddressingVersion version) {
    return envelope
        .header(version.namespace(), "FaultTo")
        .or(() -> envelope.header(version.namespace(), "ReplyTo"));
  }

  /** Whether the client does not want to hear of faults. */
  public static boolean wantsNoFault(Envelope envelope) {
    return faultEndpoint(envelope, AddressingVersion.W3C)
        .flatMap(endpoint -> endpoint.childText(Ns.WSA10, "Address"))
        .filter(AddressingVersion.NONE::equals)
        .isPresent();
  }

  /** Also with a slash at its end, as printed in a Microsoft document. */
  private static boolean isAnonymous(String address, AddressingVersion version) {
    String uri = address.strip();
    return uri.equals(version.anonymous()) || uri.equals(version.anonymous() + "/");
  }

  /** Takes single headers, in one version. */
  private record Reader(Envelope envelope, AddressingVersion version) {
    Optional<XmlElement> single(String local) {
      List<XmlElement> blocks = envelope.headers(version.namespace(), local).toList();
      if (blocks.size() > 1) {
        throw new FaultException(
            FaultCode.HEADER_REPEATED,
            "The header wsa:" + local + " is there " + blocks.size() + " times; once is allowed.");
      }
      return blocks.stream().findFirst();
    }

    Optional<String> optional(String local) {
      return single(local).map(block -> value(block, local));
    }

    String required(String local) {
      return optional(local).orElseThrow(() -> missing(local));
    }

    private static String value(XmlElement block, String local) {
      String value = block.trimmedText();
      if (value.isEmpty()) {
        throw new FaultException(
            FaultCode.INVALID_HEADER, "The header wsa:" + local + " is empty.");
      }
      return value;
    }

    FaultException missing(String local) {
      return new FaultException(
              FaultCode.HEADER_REQUIRED, "The header wsa:" + local + " is missing; it is required.")
          .with(
              XmlElement.builder(version.namespace(), "ProblemHeaderQName", "wsa")
                  .text("wsa:" + local)
                  .build());
    }

    Optional<EndpointReference> endpoint(String local) {
      return single(local).map(block -> anonymousOnly(read(block, local), local));
    }

    private EndpointReference read(XmlElement block, String local) {
      if (block.child(version.namespace(), "Address").isEmpty()) {
        throw new FaultException(
            FaultCode.ADDRESS_MISSING, "The header wsa:" + local + " holds no wsa:Address.");
      }
      return Endpoints.read(block, version);
    }

    private EndpointReference anonymousOnly(EndpointReference endpoint, String local) {
      String address = endpoint.address();
      boolean none = version == AddressingVersion.W3C && isNone(endpoint);
      if (isAnonymous(address, version) || none) {
        return endpoint;
      }
      throw new FaultException(
          FaultCode.UNSUPPORTED_ADDRESSING_MODE,
          "wsa:"
              + local
              + " must be the anonymous address "
              + version.anonymous()
              + ", as replies go into the HTTP response; seen was "
              + (address.isEmpty() ? "an empty one" : address)
              + ".");
    }
  }
}
