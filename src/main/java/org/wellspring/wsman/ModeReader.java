package org.wellspring.wsman;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;
import org.wellspring.model.DeliveryMode;
import org.wellspring.model.DeliveryMode.Acknowledgement;
import org.wellspring.soap.Ns;
import org.wellspring.soap.XsdDuration;
import org.wellspring.wsman.WsmanSettings.Trap;
import org.wellspring.xml.XmlElement;

/** The delivery mode of a Subscribe, in the words of all generations. DSP0226 §10.2.9. */
final class ModeReader {
  private final Trap trap;

  ModeReader(Trap trap) {
    this.trap = trap;
  }

  /** Reads the Mode attribute and the parameters that belong to the mode. */
  DeliveryMode read(Generation generation, XmlElement delivery) {
    String uri = delivery.attribute("Mode").map(String::strip).orElse(Generation.PUSH);
    Generation of = Generation.ofMode(uri).orElse(generation);
    if (uri.equals(Generation.PUSH)) {
      refuseBatchLimits(delivery);
      return new DeliveryMode.Push();
    }
    if (uri.equals(of.batchedMode())) {
      return batched(of, delivery);
    }
    if (uri.equals(of.uri("Pull"))) {
      return new DeliveryMode.Pull();
    }
    if (trap == Trap.OFFERED && of == Generation.OCTOBER_2004 && uri.equals(of.uri("Trap"))) {
      return new DeliveryMode.Trap();
    }
    if (of != Generation.OCTOBER_2004 && uri.equals(of.uri("PushWithAck"))) {
      refuseBatchLimits(delivery);
      return new DeliveryMode.PushWithAck();
    }
    throw unknownMode(generation, uri);
  }

  private FaultException unknownMode(Generation generation, String uri) {
    FaultException fault =
        new FaultException(
            FaultCode.MODE_UNAVAILABLE,
            "The delivery mode '"
                + uri
                + "' is not offered"
                + (uri.equals(generation.uri("Trap"))
                    ? " here (settings trap.enabled and trap.interface)"
                    : "")
                + "; the detail lists those that are.");
    for (String mode : generation.modes()) {
      if (trap == Trap.OFFERED || !mode.equals(generation.uri("Trap"))) {
        fault = fault.with(XmlElement.ofText(Ns.WSE, "SupportedDeliveryMode", "wse", mode));
      }
    }
    return fault;
  }

  private static void refuseBatchLimits(XmlElement delivery) {
    for (String local : List.of("MaxElements", "MaxItems", "MaxTime")) {
      if (WsmanRequest.managementChild(delivery, local).isPresent()) {
        throw new FaultException(
            FaultCode.UNSUPPORTED_FORMAT,
            local
                + " has no meaning in this delivery mode: it sends one event per message. Ask for a batched mode.");
      }
    }
  }

  private static DeliveryMode batched(Generation generation, XmlElement delivery) {
    Optional<Long> elements =
        positive(delivery, "MaxElements", FaultCode.UNSUPPORTED_MAX_ELEMENTS)
            .or(() -> positive(delivery, "MaxItems", FaultCode.UNSUPPORTED_MAX_ELEMENTS));
    Optional<Long> characters =
        positive(delivery, "MaxCharacters", FaultCode.UNSUPPORTED_MAX_ENVELOPE_SIZE);
    return new DeliveryMode.Batched(
        elements
            .map(n -> OptionalInt.of((int) Math.min(n, Integer.MAX_VALUE)))
            .orElse(OptionalInt.empty()),
        characters.map(OptionalLong::of).orElse(OptionalLong.empty()),
        interval(delivery, "MaxTime", FaultCode.UNSUPPORTED_MAX_TIME),
        generation == Generation.OCTOBER_2004 ? Acknowledgement.HTTP_STATUS : Acknowledgement.ACK);
  }

  private static Optional<Long> positive(XmlElement parent, String local, FaultCode code) {
    return WsmanRequest.managementChild(parent, local)
        .map(XmlElement::trimmedText)
        .map(
            text -> {
              try {
                long value = Long.parseLong(text);
                if (value > 0) {
                  return value;
                }
              } catch (NumberFormatException e) {
                // refused below, as zero is
              }
              throw new FaultException(
                  code, local + " must be a number above zero; seen was '" + text + "'.");
            });
  }

  private static Optional<Duration> interval(XmlElement parent, String local, FaultCode code) {
    return WsmanRequest.managementChild(parent, local).map(element -> interval(element, code));
  }

  static Duration interval(XmlElement element, FaultCode code) {
    return XsdDuration.parseInterval(element.trimmedText())
        .filter(d -> !d.isNegative() && !d.isZero())
        .orElseThrow(
            () ->
                new FaultException(
                    code,
                    element.name().local()
                        + " must be a duration above zero such as PT30S; seen was '"
                        + element.trimmedText()
                        + "'."));
  }
}
