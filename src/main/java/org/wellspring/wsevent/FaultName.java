package org.wellspring.wsevent;

import java.util.Optional;
import org.wellspring.fault.Blame;
import org.wellspring.fault.FaultCode;
import org.wellspring.soap.AddressingVersion;
import org.wellspring.soap.Ns;

/**
 * What a fault is called in a version of the protocol. WS-Eventing 2004/08 §6, W3C §6,
 * WS-Addressing 2004/08 §4, 1.0 SOAP binding §6. Rules that neither knows (limits of ours, bugs)
 * have no subcode.
 *
 * @param prefix of the subcode, as envelopes declare it: {@code wse} or {@code wsa}
 * @param subcode local name; empty when SOAP's own code says it all
 * @param detailCode a further subcode below it, with the same prefix
 */
record FaultName(
    Blame blame,
    String prefix,
    Optional<String> subcode,
    Optional<String> detailCode,
    String action) {

  static FaultName of(FaultCode code, Notation notation) {
    return addressing(code, notation.addressing())
        .or(
            () ->
                notation.eventing() == EventingVersion.AUGUST_2004
                    ? august2004(code)
                    : w3c(code, notation.addressing()))
        .orElseGet(() -> soap(code.blame(), notation.addressing()));
  }

  private static FaultName soap(Blame blame, AddressingVersion version) {
    return new FaultName(
        blame,
        "s",
        Optional.empty(),
        Optional.empty(),
        version == AddressingVersion.AUGUST_2004 ? Ns.WSA + "/fault" : Ns.WSA10 + "/soap/fault");
  }

  private static Optional<FaultName> addressing(FaultCode code, AddressingVersion version) {
    boolean old = version == AddressingVersion.AUGUST_2004;
    String invalid = old ? "InvalidMessageInformationHeader" : "InvalidAddressingHeader";
    return switch (code) {
      case INVALID_HEADER -> wsa(version, Blame.SENDER, invalid, "");
      case HEADER_REPEATED -> wsa(version, Blame.SENDER, invalid, old ? "" : "InvalidCardinality");
      case ADDRESS_MISSING -> wsa(version, Blame.SENDER, invalid, old ? "" : "MissingAddressInEPR");
      case UNSUPPORTED_ADDRESSING_MODE ->
          wsa(version, Blame.SENDER, invalid, old ? "" : "OnlyAnonymousAddressSupported");
      case SOAP_ACTION_MISMATCH -> wsa(version, Blame.SENDER, invalid, old ? "" : "ActionMismatch");
      case HEADER_REQUIRED ->
          wsa(
              version,
              Blame.SENDER,
              old ? "MessageInformationHeaderRequired" : "MessageAddressingHeaderRequired",
              "");
      case RESOURCE_UNKNOWN,
          SELECTORS_INSUFFICIENT,
          SELECTORS_UNEXPECTED,
          SELECTORS_DUPLICATE,
          SELECTORS_INVALID_VALUE ->
          wsa(version, Blame.SENDER, "DestinationUnreachable", "");
      case ACTION_NOT_SUPPORTED, ACTION_MISMATCH ->
          wsa(version, Blame.SENDER, "ActionNotSupported", "");
      case ENDPOINT_UNAVAILABLE -> wsa(version, Blame.RECEIVER, "EndpointUnavailable", "");
      default -> Optional.empty();
    };
  }

  private static Optional<FaultName> august2004(FaultCode code) {
    return switch (code) {
      case MODE_UNAVAILABLE -> wse(Blame.SENDER, "DeliveryModeRequestedUnavailable");
      case INVALID_EXPIRATION -> wse(Blame.SENDER, "InvalidExpirationTime");
      case FILTER_DIALECT_UNAVAILABLE -> wse(Blame.SENDER, "FilteringRequestedUnavailable");
      case SINK_UNUSABLE, SOURCE_UNABLE, QUOTA -> wse(Blame.RECEIVER, "EventSourceUnableToProcess");
      case UNABLE_TO_RENEW -> wse(Blame.RECEIVER, "UnableToRenew");
      case INVALID_EVENTING_MESSAGE,
          UNKNOWN_SUBSCRIPTION,
          ACCESS_DENIED,
          CANNOT_PROCESS_FILTER,
          EMPTY_FILTER ->
          wse(Blame.SENDER, "InvalidMessage");
      default -> Optional.empty();
    };
  }

  private static Optional<FaultName> w3c(FaultCode code, AddressingVersion version) {
    return switch (code) {
      case INVALID_EXPIRATION -> wse11("InvalidExpirationTime");
      case UNSUPPORTED_EXPIRATION_VALUE -> wse11("UnsupportedExpirationValue");
      case FILTER_DIALECT_UNAVAILABLE -> wse11("FilteringRequestedUnavailable");
      case CANNOT_PROCESS_FILTER -> wse11("CannotProcessFilter");
      case EMPTY_FILTER -> wse11("EmptyFilter");
      case NO_DELIVERY_MECHANISM -> wse11("NoDeliveryMechanismEstablished");
      case DELIVERY_FORMAT_UNAVAILABLE -> wse11("DeliveryFormatRequestedUnavailable");
      case SINK_UNUSABLE -> wse11("UnusableEPR");
      case UNABLE_TO_RENEW, UNKNOWN_SUBSCRIPTION, ACCESS_DENIED -> wse11("UnknownSubscription");
      case SOURCE_UNABLE, QUOTA -> wsa(version, Blame.RECEIVER, "EndpointUnavailable", "");
      default -> Optional.empty();
    };
  }

  private static Optional<FaultName> wse(Blame blame, String subcode) {
    return Optional.of(
        new FaultName(
            blame,
            "wse",
            Optional.of(subcode),
            Optional.empty(),
            EventingVersion.AUGUST_2004.uri("fault")));
  }

  private static Optional<FaultName> wse11(String subcode) {
    return Optional.of(
        new FaultName(
            Blame.SENDER,
            "wse",
            Optional.of(subcode),
            Optional.empty(),
            EventingVersion.W3C_2011.uri("fault")));
  }

  private static Optional<FaultName> wsa(
      AddressingVersion version, Blame blame, String subcode, String below) {
    return Optional.of(
        new FaultName(
            blame,
            "wsa",
            Optional.of(subcode),
            Optional.of(below).filter(name -> !name.isEmpty()),
            version.namespace() + "/fault"));
  }
}
