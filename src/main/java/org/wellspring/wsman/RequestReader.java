package org.wellspring.wsman;

import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;
import org.wellspring.model.EnvelopeLimit;
import org.wellspring.model.Principal;
import org.wellspring.model.ResourceUri;
import org.wellspring.model.SubscriptionId;
import org.wellspring.soap.Addressing;
import org.wellspring.soap.Envelope;
import org.wellspring.soap.EnvelopeReader;
import org.wellspring.soap.Ns;
import org.wellspring.soap.XsdDuration;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlName;
import org.wellspring.xml.XmlOutput;

/**
 * Reads the header blocks of a request, in the order of DSP0226: mustUnderstand, addressing,
 * limits, resource.
 */
final class RequestReader {
  private static final int MAX_URI = 2048;
  private static final int MAX_OPTIONS = 64;

  private static final Set<String> MANAGEMENT_HEADERS =
      Set.of(
          "ResourceURI",
          "SelectorSet",
          "Key",
          "System",
          "OperationTimeout",
          "MaxEnvelopeSize",
          "Locale",
          "OptionSet",
          "RequestEPR",
          "FragmentTransfer",
          "RequestTotalItemsCountEstimate",
          "AckRequested",
          "Bookmark");

  private final WsmanSettings settings;

  RequestReader(WsmanSettings settings) {
    this.settings = settings;
  }

  /** How the request came in. */
  enum Transport {
    /** Over TLS, or from this machine. */
    PROTECTED,
    PLAIN
  }

  WsmanRequest read(Envelope envelope, Principal who, Transport transport) {
    refuseUnknownMandatory(envelope);
    Addressing addressing = Addressing.read(envelope, settings.replyTo());
    checkLocale(envelope);
    checkOptions(envelope);
    return new WsmanRequest(
        who,
        envelope,
        generation(envelope),
        addressing,
        resource(envelope),
        Selectors.read(envelope),
        operationTimeout(envelope),
        maxEnvelope(envelope),
        fragment(envelope),
        identifier(envelope),
        IssuedTokens.read(envelope, transport, settings.plainCredentials()));
  }

  /** The namespace of the first WS-Management block decides, then the delivery mode. */
  static Generation generation(Envelope envelope) {
    return envelope.headers().stream()
        .flatMap(block -> Generation.ofNamespace(block.name().namespace()).stream())
        .findFirst()
        .or(() -> mode(envelope).flatMap(Generation::ofMode))
        .orElse(Generation.DMTF);
  }

  private static Optional<String> mode(Envelope envelope) {
    return envelope
        .body()
        .flatMap(body -> body.child(Ns.WSE, "Delivery"))
        .flatMap(delivery -> delivery.attribute("Mode"))
        .map(String::strip);
  }

  private static void refuseUnknownMandatory(Envelope envelope) {
    List<XmlName> unknown =
        envelope.headers().stream()
            .filter(EnvelopeReader::mustUnderstand)
            .filter(block -> !isUnderstood(block))
            .map(XmlElement::name)
            .toList();
    if (!unknown.isEmpty()) {
      throw FaultException.notUnderstood(
          "This header must be understood but is not known here: " + unknown.get(0) + ".", unknown);
    }
  }

  private static boolean isUnderstood(XmlElement block) {
    String namespace = block.name().namespace();
    String local = block.name().local();
    if (Generation.ofNamespace(namespace).isPresent()) {
      return MANAGEMENT_HEADERS.contains(local);
    }
    return switch (namespace) {
      case Ns.WSA, Ns.MS_WSMAN, Ns.MS_MACHINE_ID -> true;
      case Ns.WSE -> local.equals("Identifier");
      case Ns.WST -> local.equals("IssuedTokens");
      default -> false;
    };
  }

  private static Optional<XmlElement> header(Envelope envelope, String local) {
    List<XmlElement> blocks = WsmanRequest.management(envelope.headers().stream(), local).toList();
    if (blocks.size() > 1) {
      throw new FaultException(
          FaultCode.INVALID_HEADER,
          "The header " + local + " is there " + blocks.size() + " times; once is allowed.");
    }
    return blocks.stream().findFirst();
  }

  private static void checkLocale(Envelope envelope) {
    header(envelope, "Locale")
        .filter(EnvelopeReader::mustUnderstand)
        .flatMap(
            locale -> locale.attribute(org.wellspring.xml.NamespaceScope.XML_NAMESPACE, "lang"))
        .filter(lang -> !lang.toLowerCase(Locale.ROOT).startsWith("en"))
        .ifPresent(
            lang -> {
              throw new FaultException(
                  FaultCode.UNSUPPORTED_LOCALE,
                  "Texts are in English only; the Locale " + lang + " was marked mustUnderstand.");
            });
  }

  /** DSP0226 §6.4: unknown options are ignored unless they must be complied with. */
  private static void checkOptions(Envelope envelope) {
    List<XmlElement> options =
        header(envelope, "OptionSet").stream()
            .flatMap(set -> WsmanRequest.management(set.elements(), "Option"))
            .toList();
    if (options.size() > MAX_OPTIONS) {
      throw new FaultException(
          FaultCode.TOO_MANY_OPTIONS,
          options.size() + " options; " + MAX_OPTIONS + " are allowed.");
    }
    for (XmlElement option : options) {
      String name = option.attribute("Name").orElse("").strip();
      if (name.isEmpty()) {
        throw new FaultException(FaultCode.OPTION_INVALID_NAME, "An Option has no Name attribute.");
      }
      String comply = option.attribute("MustComply").orElse("false").strip();
      if (comply.equals("true") || comply.equals("1")) {
        throw new FaultException(
            FaultCode.OPTION_NOT_SUPPORTED,
            "The option " + name + " is not known here, but it is marked MustComply.");
      }
    }
  }

  private static Optional<ResourceUri> resource(Envelope envelope) {
    Optional<String> uri =
        header(envelope, "ResourceURI")
            .map(XmlElement::trimmedText)
            .filter(text -> !text.isEmpty());
    Stream.concat(uri.stream(), envelope.header(Ns.WSA, "To").map(XmlElement::trimmedText).stream())
        .filter(text -> text.length() > MAX_URI)
        .findFirst()
        .ifPresent(
            text -> {
              throw new FaultException(
                  FaultCode.URI_TOO_LONG,
                  "A URI of " + text.length() + " characters; " + MAX_URI + " are allowed.");
            });
    return uri.map(ResourceUri::new);
  }

  private Duration operationTimeout(Envelope envelope) {
    Optional<XmlElement> header = header(envelope, "OperationTimeout");
    if (header.isEmpty()) {
      return settings.defaultTimeout();
    }
    String text = header.get().trimmedText();
    Duration asked =
        XsdDuration.parseInterval(text)
            .filter(d -> !d.isNegative() && !d.isZero())
            .orElseThrow(
                () ->
                    new FaultException(
                        FaultCode.INVALID_TIMEOUT,
                        "OperationTimeout must be a duration above zero such as PT60S; seen was '"
                            + text
                            + "'."));
    boolean tooLong = asked.compareTo(settings.maxTimeout()) > 0;
    if (tooLong && EnvelopeReader.mustUnderstand(header.get())) {
      throw new FaultException(
          FaultCode.UNSUPPORTED_OPERATION_TIMEOUT,
          "The longest OperationTimeout here is "
              + XsdDuration.format(settings.maxTimeout())
              + " (setting soap.max-operation-timeout); seen was "
              + text
              + ".");
    }
    return tooLong ? settings.maxTimeout() : asked;
  }

  private static OptionalLong maxEnvelope(Envelope envelope) {
    Optional<String> text = header(envelope, "MaxEnvelopeSize").map(XmlElement::trimmedText);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(envelopeSize(text.get()));
  }

  /** A MaxEnvelopeSize value, in the header or in Delivery. DSP0226 R6.2-4. */
  static long envelopeSize(String text) {
    if (!text.matches("[+]?[0-9]+")) {
      throw new FaultException(
          FaultCode.INVALID_HEADER,
          "MaxEnvelopeSize must be a number of octets; seen was '"
              + XmlOutput.legalText(text)
              + "'.");
    }
    // a positiveInteger has no upper bound
    long octets = new BigInteger(text).min(BigInteger.valueOf(Long.MAX_VALUE)).longValue();
    if (octets < EnvelopeLimit.MINIMUM_OCTETS) {
      throw new FaultException(
          FaultCode.ENVELOPE_LIMIT_TOO_SMALL,
          "MaxEnvelopeSize must be at least "
              + EnvelopeLimit.MINIMUM_OCTETS
              + " octets; seen was "
              + octets
              + ".");
    }
    return octets;
  }

  /** DSP0226 R7.7: it changes what the body means, so it must be marked mustUnderstand. */
  private static Optional<XmlElement> fragment(Envelope envelope) {
    Optional<XmlElement> fragment = header(envelope, "FragmentTransfer");
    if (fragment.isPresent() && !EnvelopeReader.mustUnderstand(fragment.get())) {
      throw new FaultException(
          FaultCode.INVALID_HEADER,
          "FragmentTransfer must be marked mustUnderstand=\"true\", or a service may miss it.");
    }
    return fragment;
  }

  /** Some clients of 2005 send the wrapper of the reference properties along. */
  private static Optional<SubscriptionId> identifier(Envelope envelope) {
    if (envelope.headers(Ns.WSE, "Identifier").count() > 1) {
      throw new FaultException(
          FaultCode.INVALID_HEADER, "The header wse:Identifier is there more than once.");
    }
    return envelope
        .header(Ns.WSE, "Identifier")
        .or(
            () ->
                Stream.concat(
                        envelope.headers(Ns.WSA, "ReferenceProperties"),
                        envelope.headers(Ns.WSA, "ReferenceParameters"))
                    .flatMap(wrapper -> wrapper.elements(Ns.WSE, "Identifier"))
                    .findFirst())
        .map(XmlElement::trimmedText)
        .filter(text -> !text.isEmpty())
        .map(SubscriptionId::new);
  }
}
