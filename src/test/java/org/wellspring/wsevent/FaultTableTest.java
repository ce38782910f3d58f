package org.wellspring.wsevent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.wellspring.soap.Ns;
import org.wellspring.testing.conversation.WireXml;

/**
 * The fault tables of both versions against the golden conversations: every fault that can be
 * provoked from outside is provoked in one of them.
 */
final class FaultTableTest {
  /** WS-Eventing 2004/08 §6. */
  private static final Set<String> AUGUST_2004 =
      Set.of(
          "DeliveryModeRequestedUnavailable",
          "InvalidExpirationTime",
          "UnsupportedExpirationType",
          "FilteringNotSupported",
          "FilteringRequestedUnavailable",
          "EventSourceUnableToProcess",
          "UnableToRenew",
          "InvalidMessage");

  /** W3C WS-Eventing §6. */
  private static final Set<String> W3C =
      Set.of(
          "CannotProcessFilter",
          "DeliveryFormatRequestedUnavailable",
          "EmptyFilter",
          "EndToNotSupported",
          "FilteringNotSupported",
          "FilteringRequestedUnavailable",
          "InvalidExpirationTime",
          "NoDeliveryMechanismEstablished",
          "UnknownSubscription",
          "UnsupportedExpirationType",
          "UnsupportedExpirationValue",
          "UnusableEPR");

  /** Faults of sources that can less. */
  private static final Map<String, String> NEVER_SENT =
      Map.of(
          "UnsupportedExpirationType", "durations and times are both taken",
          "FilteringNotSupported", "there are filters",
          "EndToNotSupported", "SubscriptionEnd is sent");

  private static List<Path> faults() throws IOException {
    try (Stream<Path> files = Files.walk(EventingConversationTest.ROOT)) {
      return files
          .filter(file -> file.getFileName().toString().matches("\\d\\d-reply-500\\.xml"))
          .sorted()
          .toList();
    }
  }

  private static Set<String> provoked(String namespace) throws IOException {
    Set<String> names = new TreeSet<>();
    for (Path file : faults()) {
      for (String name : codes(WireXml.parse(Files.readString(file)))) {
        if (name.startsWith("{" + namespace + "}")) {
          names.add(name.substring(namespace.length() + 2));
        }
      }
    }
    return names;
  }

  /** All codes of a fault, as {@code {namespace}local}. */
  private static List<String> codes(Document fault) {
    return Stream.concat(
            WireXml.elements(fault, Ns.SOAP, "Value").stream(),
            WireXml.elements(fault, "*", "faultcode").stream())
        .map(value -> WireXml.qname(value, value.getTextContent()))
        .toList();
  }

  @Test
  void everyFaultOf2004ThatCanBeProvokedIs() throws IOException {
    Set<String> expected = new TreeSet<>(AUGUST_2004);
    expected.removeAll(NEVER_SENT.keySet());

    assertThat(provoked(Ns.WSE)).containsExactlyElementsOf(expected);
  }

  @Test
  void everyFaultOfTheW3cVersionThatCanBeProvokedIs() throws IOException {
    Set<String> expected = new TreeSet<>(W3C);
    expected.removeAll(NEVER_SENT.keySet());

    assertThat(provoked(Ns.WSE11)).containsExactlyElementsOf(expected);
  }

  static List<Path> replies() throws IOException {
    return faults();
  }

  /** The action is that of the specification which names the fault; the reason is for people. */
  @ParameterizedTest
  @MethodSource("replies")
  void aFaultHasTheActionOfItsFamilyAndAReason(Path file) throws IOException {
    Document fault = WireXml.parse(Files.readString(file));
    List<String> codes = codes(fault);
    String last = codes.get(codes.size() - 1);
    String family = last.substring(1, last.indexOf('}'));
    String action = WireXml.elements(fault, "*", "Action").get(0).getTextContent();

    boolean soapOnly = family.contains("soap-envelope") || family.contains("soap/envelope");
    assertThat(action)
        .isIn(
            soapOnly
                ? List.of(Ns.WSA + "/fault", Ns.WSA10 + "/soap/fault")
                : List.of(family + "/fault"));
    Element reason =
        Stream.concat(
                WireXml.elements(fault, Ns.SOAP, "Text").stream(),
                WireXml.elements(fault, "*", "faultstring").stream())
            .findFirst()
            .orElseThrow();
    assertThat(reason.getTextContent())
        .hasSizeGreaterThanOrEqualTo(20)
        .doesNotContain("org.wellspring", "java.", "Exception", "Optional");
    assertThat(reason.getAttribute("xml:lang")).isEqualTo("en");
  }

  /** Both versions list what they offer where they refuse what they do not. */
  @Test
  void aRefusedChoiceListsTheOthers() throws IOException {
    for (Path file : faults()) {
      String text = Files.readString(file);
      if (text.contains("the detail lists") || text.contains("the detail says")) {
        Document fault = WireXml.parse(text);
        assertThat(
                Stream.of("SupportedDialect", "SupportedDeliveryFormat", "SupportedDeliveryMode")
                    .mapToInt(name -> WireXml.elements(fault, "*", name).size())
                    .sum())
            .as(file.toString())
            .isPositive();
      }
    }
  }
}
