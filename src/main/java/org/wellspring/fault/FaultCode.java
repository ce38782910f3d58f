package org.wellspring.fault;

import static org.wellspring.fault.Blame.RECEIVER;
import static org.wellspring.fault.Blame.SENDER;
import static org.wellspring.fault.FaultFamily.ADDRESSING;
import static org.wellspring.fault.FaultFamily.CIM_BINDING;
import static org.wellspring.fault.FaultFamily.ENUMERATION;
import static org.wellspring.fault.FaultFamily.EVENTING;
import static org.wellspring.fault.FaultFamily.MANAGEMENT;
import static org.wellspring.fault.FaultFamily.SOAP;
import static org.wellspring.fault.FaultFamily.TRANSFER;
import static org.wellspring.fault.FaultFamily.W3C_ADDRESSING;
import static org.wellspring.fault.FaultFamily.W3C_EVENTING;

import java.util.Optional;

/**
 * One constant per rule, not per subcode. Codes, subcodes and details are those of the fault tables
 * of DSP0226 (WS-Management), WS-Eventing 2004/08 §6, W3C WS-Eventing 2011, WS-Enumeration 2004/09
 * §5, WS-Transfer 2004/09 §5 and WS-Addressing 2004/08 §4.
 */
public enum FaultCode {
  // SOAP 1.2 part 1, §5.4
  /** The envelope is not SOAP 1.2. */
  VERSION_MISMATCH(SOAP, "", Blame.VERSION_MISMATCH),
  /** A header block marked mustUnderstand is not known. */
  MUST_UNDERSTAND(SOAP, "", Blame.MUST_UNDERSTAND),
  /** Not XML, or not a SOAP envelope with one header and one body. */
  MALFORMED_ENVELOPE(SOAP, "", SENDER),

  // WS-Addressing
  /** A header is malformed or empty. */
  INVALID_HEADER(ADDRESSING, "InvalidMessageInformationHeader", SENDER),
  /** A header that may be there once is there twice. */
  HEADER_REPEATED(ADDRESSING, "InvalidMessageInformationHeader", SENDER),
  /** An endpoint in a header has no address. */
  ADDRESS_MISSING(ADDRESSING, "InvalidMessageInformationHeader", SENDER),
  /** OperationTimeout is no positive duration. DSP0226 R6.1. */
  INVALID_TIMEOUT(ADDRESSING, "InvalidMessageInformationHeader", SENDER, "InvalidTimeout"),
  /** Action, MessageID or ReplyTo is missing. */
  HEADER_REQUIRED(ADDRESSING, "MessageInformationHeaderRequired", SENDER),
  /** No resource of that URI or with those selectors, or no ResourceURI at all. */
  RESOURCE_UNKNOWN(ADDRESSING, "DestinationUnreachable", SENDER, "InvalidResourceURI"),
  /** The action is unknown, or not offered by this resource. */
  ACTION_NOT_SUPPORTED(ADDRESSING, "ActionNotSupported", SENDER),
  /** The body is not the one that belongs to the action. */
  ACTION_MISMATCH(ADDRESSING, "ActionNotSupported", SENDER, "ActionMismatch"),
  /** The resource is there but cannot be reached at present. */
  ENDPOINT_UNAVAILABLE(ADDRESSING, "EndpointUnavailable", RECEIVER),

  // WS-Eventing
  MODE_UNAVAILABLE(EVENTING, "DeliveryModeRequestedUnavailable", SENDER),
  INVALID_EXPIRATION(EVENTING, "InvalidExpirationTime", SENDER),
  FILTER_DIALECT_UNAVAILABLE(EVENTING, "FilteringRequestedUnavailable", SENDER),
  /** NotifyTo points where this source does not send. */
  SINK_UNUSABLE(EVENTING, "EventSourceUnableToProcess", SENDER, "UnusableAddress"),
  /** NotifyTo carries a policy that this source cannot meet. */
  SINK_POLICY(MANAGEMENT, "EventDeliverToUnusable", RECEIVER, "CannotComplyWithPolicy"),
  /** The subscription cannot be taken now. */
  SOURCE_UNABLE(EVENTING, "EventSourceUnableToProcess", SENDER),
  UNABLE_TO_RENEW(EVENTING, "UnableToRenew", SENDER),
  /** No Identifier, or a malformed request. */
  INVALID_EVENTING_MESSAGE(EVENTING, "InvalidMessage", SENDER),
  /** The Identifier of a subscription that was never made, or is over. */
  UNKNOWN_SUBSCRIPTION(EVENTING, "InvalidMessage", SENDER),

  // WS-Addressing 1.0: what the version before has no rule for
  /** HTTP's SOAPAction is not the message's Action. */
  SOAP_ACTION_MISMATCH(W3C_ADDRESSING, "InvalidAddressingHeader", SENDER),

  // W3C WS-Eventing 2011: what the version before has no rule for
  /** Delivery holds nothing by which events could be sent. */
  NO_DELIVERY_MECHANISM(W3C_EVENTING, "NoDeliveryMechanismEstablished", SENDER),
  DELIVERY_FORMAT_UNAVAILABLE(W3C_EVENTING, "DeliveryFormatRequestedUnavailable", SENDER),
  /** The filter can never match. */
  EMPTY_FILTER(W3C_EVENTING, "EmptyFilter", SENDER),
  /** A lease that would have to be shortened, and the subscriber wants that one or none. */
  UNSUPPORTED_EXPIRATION_VALUE(W3C_EVENTING, "UnsupportedExpirationValue", SENDER),

  // WS-Enumeration
  ENUMERATION_INVALID_EXPIRATION(ENUMERATION, "InvalidExpirationTime", SENDER),
  ENUMERATION_DIALECT_UNAVAILABLE(ENUMERATION, "FilterDialectRequestedUnavailable", SENDER),
  ENUMERATION_CANNOT_PROCESS_FILTER(ENUMERATION, "CannotProcessFilter", SENDER),
  INVALID_ENUMERATION_CONTEXT(ENUMERATION, "InvalidEnumerationContext", RECEIVER),

  // WS-Transfer
  REPRESENTATION_INVALID_VALUES(TRANSFER, "InvalidRepresentation", SENDER, "InvalidValues"),
  REPRESENTATION_MISSING_VALUES(TRANSFER, "InvalidRepresentation", SENDER, "MissingValues"),
  REPRESENTATION_INVALID_NAMESPACE(TRANSFER, "InvalidRepresentation", SENDER, "InvalidNamespace"),
  REPRESENTATION_INVALID_FRAGMENT(TRANSFER, "InvalidRepresentation", SENDER, "InvalidFragment"),

  // WS-Management
  ACCESS_DENIED(MANAGEMENT, "AccessDenied", SENDER),
  ALREADY_EXISTS(MANAGEMENT, "AlreadyExists", SENDER),
  /** Bad expression, two filters, or a filter element without an expression. DSP0226 R10.2.2-52. */
  CANNOT_PROCESS_FILTER(MANAGEMENT, "CannotProcessFilter", SENDER),
  /** A second Pull while one is waiting on the same context. */
  CONCURRENCY(MANAGEMENT, "Concurrency", SENDER),
  /** MaxEnvelopeSize under 8192 octets. DSP0226 R6.2-4. */
  ENVELOPE_LIMIT_TOO_SMALL(MANAGEMENT, "EncodingLimit", SENDER, "MinimumEnvelopeLimit"),
  /** The reply does not fit the client's MaxEnvelopeSize. */
  REPLY_TOO_LARGE(MANAGEMENT, "EncodingLimit", SENDER, "MaxEnvelopeSizeExceeded"),
  /** It happened, but the reply that says so does not fit. */
  UNREPORTABLE_SUCCESS(MANAGEMENT, "EncodingLimit", SENDER, "UnreportableSuccess"),
  /** The request is larger than the service takes. */
  REQUEST_TOO_LARGE(MANAGEMENT, "EncodingLimit", SENDER, "ServiceEnvelopeLimit"),
  CHARACTER_SET(MANAGEMENT, "EncodingLimit", SENDER, "CharacterSet"),
  CONTENT_ENCODING(MANAGEMENT, "EncodingLimit", SENDER, "EncodingType"),
  URI_TOO_LONG(MANAGEMENT, "EncodingLimit", SENDER, "URILimitExceeded"),
  TOO_MANY_SELECTORS(MANAGEMENT, "EncodingLimit", SENDER, "SelectorLimit"),
  TOO_MANY_OPTIONS(MANAGEMENT, "EncodingLimit", SENDER, "OptionLimit"),
  FRAGMENT_DIALECT(MANAGEMENT, "FragmentDialectNotSupported", RECEIVER),
  INTERNAL_ERROR(MANAGEMENT, "InternalError", RECEIVER),
  /** ConnectionRetry with one of interval and total zero. DSP0226 §10.2.3. */
  CONNECTION_RETRY_INVALID(MANAGEMENT, "InternalError", RECEIVER),
  BOOKMARK_EXPIRED(MANAGEMENT, "InvalidBookmark", SENDER, "Expired"),
  BOOKMARK_INVALID(MANAGEMENT, "InvalidBookmark", SENDER, "Invalid"),
  OPTION_NOT_SUPPORTED(MANAGEMENT, "InvalidOptions", SENDER, "NotSupported"),
  OPTION_INVALID_NAME(MANAGEMENT, "InvalidOptions", SENDER, "InvalidName"),
  SELECTORS_INSUFFICIENT(MANAGEMENT, "InvalidSelectors", SENDER, "InsufficientSelectors"),
  SELECTORS_UNEXPECTED(MANAGEMENT, "InvalidSelectors", SENDER, "UnexpectedSelectors"),
  SELECTORS_DUPLICATE(MANAGEMENT, "InvalidSelectors", SENDER, "DuplicateSelectors"),
  SELECTORS_INVALID_VALUE(MANAGEMENT, "InvalidSelectors", SENDER, "InvalidValue"),
  QUOTA(MANAGEMENT, "QuotaLimit", SENDER),
  SCHEMA_VALIDATION(MANAGEMENT, "SchemaValidationError", SENDER),
  TIMED_OUT(MANAGEMENT, "TimedOut", RECEIVER),
  UNSUPPORTED_ADDRESSING_MODE(MANAGEMENT, "UnsupportedFeature", SENDER, "AddressingMode"),
  UNSUPPORTED_AUTHORIZATION_MODE(MANAGEMENT, "UnsupportedFeature", SENDER, "AuthorizationMode"),
  UNSUPPORTED_SECURITY_TOKEN(MANAGEMENT, "UnsupportedFeature", SENDER, "FormatSecurityToken"),
  UNSUPPORTED_INSECURE_ADDRESS(MANAGEMENT, "UnsupportedFeature", SENDER, "InsecureAddress"),
  UNSUPPORTED_LOCALE(MANAGEMENT, "UnsupportedFeature", SENDER, "Locale"),
  UNSUPPORTED_OPERATION_TIMEOUT(MANAGEMENT, "UnsupportedFeature", SENDER, "OperationTimeout"),
  /** A PolymorphismMode that is not known, or not offered by this resource. DSP0227 §7.4. */
  POLYMORPHISM_MODE(CIM_BINDING, "PolymorphismModeNotSupported", RECEIVER),
  UNSUPPORTED_ENUMERATION_MODE(MANAGEMENT, "UnsupportedFeature", SENDER, "EnumerationMode"),
  UNSUPPORTED_HEARTBEATS(MANAGEMENT, "UnsupportedFeature", SENDER, "Heartbeats"),
  UNSUPPORTED_MAX_ELEMENTS(MANAGEMENT, "UnsupportedFeature", SENDER, "MaxElements"),
  UNSUPPORTED_MAX_TIME(MANAGEMENT, "UnsupportedFeature", SENDER, "MaxTime"),
  UNSUPPORTED_MAX_ENVELOPE_POLICY(MANAGEMENT, "UnsupportedFeature", SENDER, "MaxEnvelopePolicy"),
  UNSUPPORTED_MAX_ENVELOPE_SIZE(MANAGEMENT, "UnsupportedFeature", SENDER, "MaxEnvelopeSize"),
  UNSUPPORTED_FRAGMENTS(MANAGEMENT, "UnsupportedFeature", SENDER, "FragmentLevelAccess"),
  /** Delivery parameters in a mode that has no use for them. */
  UNSUPPORTED_FORMAT(MANAGEMENT, "UnsupportedFeature", SENDER, "FormatMismatch");

  private final FaultFamily family;
  private final String subcode;
  private final Blame blame;
  private final Optional<String> detail;

  FaultCode(FaultFamily family, String subcode, Blame blame) {
    this(family, subcode, blame, Optional.empty());
  }

  FaultCode(FaultFamily family, String subcode, Blame blame, String detail) {
    this(family, subcode, blame, Optional.of(detail));
  }

  FaultCode(FaultFamily family, String subcode, Blame blame, Optional<String> detail) {
    this.family = family;
    this.subcode = subcode;
    this.blame = blame;
    this.detail = detail;
  }

  public FaultFamily family() {
    return family;
  }

  /** Local name of the subcode; empty when SOAP's own code says it all. */
  public String subcode() {
    return subcode;
  }

  public Blame blame() {
    return blame;
  }

  /** Last segment of the {@code wsman:FaultDetail} URI. */
  public Optional<String> detail() {
    return detail;
  }
}
