package org.wellspring.wsevent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;
import org.wellspring.filter.Filter;
import org.wellspring.filter.FilterProblem;
import org.wellspring.filter.Verdict;
import org.wellspring.filter.xpath.XPathLimits;
import org.wellspring.model.EndpointReference;
import org.wellspring.model.Event;
import org.wellspring.model.FilterSpec;
import org.wellspring.model.ResourceUri;
import org.wellspring.model.SelectorSet;
import org.wellspring.soap.AddressingVersion;
import org.wellspring.soap.Ns;
import org.wellspring.soap.SoapVersion;
import org.wellspring.testing.Events;
import org.wellspring.xml.XmlElement;

final class EnvelopeFilterTest {
  private static final Notation W3C =
      new Notation(
          EventingVersion.W3C_2011, AddressingVersion.W3C, SoapVersion.SOAP_1_2, Format.UNWRAP);
  private static final Map<String, String> PREFIXES =
      Map.of("s", Ns.SOAP, "wsa", Ns.WSA10, "wse", Ns.WSE11, "f", "urn:f", "o", "urn:o");
  private static final EndpointReference EAST = sink("east");

  private final EnvelopeXPathDialect dialect =
      new EnvelopeXPathDialect(XPathLimits.untimed(64, 10_000));

  private static EndpointReference sink(String route) {
    return new EndpointReference(
        "http://sink.test/" + route,
        List.of(),
        List.of(XmlElement.ofText("urn:o", "Route", "o", route)));
  }

  private static FilterSpec spec(Notation notation, EndpointReference sink, String text) {
    return new FilterSpec(
        EnvelopeXPathDialect.URI,
        text,
        PREFIXES,
        Optional.of(EnvelopeFrame.element(notation, sink, text)));
  }

  private Filter compile(Notation notation, String text) throws FilterProblem {
    return dialect.compile(spec(notation, EAST, text), Map.of());
  }

  private static Event event(String xml) {
    return Event.of(
        new ResourceUri("urn:r"), SelectorSet.NONE, "1", "urn:act", Instant.EPOCH, Events.xml(xml));
  }

  private static final Event DRUNK = event("<f:Usage xmlns:f='urn:f' Volume='4'/>");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//f:Usage[@Volume > 3]",
        "/s:Envelope/s:Body/f:Usage/@Volume > 3",
        "s:Body/f:Usage",
        "position() = 1 and last() = 1",
        "s:Header/wsa:Action = 'urn:act'",
        "s:Header/o:Route = 'east'",
        "//wsa:To = 'http://sink.test/east'",
        "name() = 's:Envelope' and local-name(..) = ''",
        "count(s:Header/*) = 3",
      })
  void theWholeEnvelopeIsSeenFromItsRootElement(String expression) throws FilterProblem {
    assertThat(compile(W3C, expression).test(DRUNK)).isEqualTo(Verdict.YES);
  }

  @Test
  void anotherEventIsNotMatched() throws FilterProblem {
    Filter filter = compile(W3C, "//f:Usage[@Volume > 3]");
    assertThat(filter.test(event("<f:Usage xmlns:f='urn:f' Volume='2'/>"))).isEqualTo(Verdict.NO);
    assertThat(filter.test(DRUNK)).isEqualTo(Verdict.YES);
  }

  @Test
  void aWrappedEventStandsInNotify() throws FilterProblem {
    Filter filter =
        compile(W3C.with(Format.WRAP), "s:Body/wse:Notify[@actionURI='urn:act']/f:Usage");

    assertThat(filter.test(DRUNK)).isEqualTo(Verdict.YES);
    assertThat(compile(W3C.with(Format.WRAP), "//wsa:Action = 'urn:act'").test(DRUNK))
        .as("the action is always that of Notify")
        .isEqualTo(Verdict.NO);
  }

  /** The event's own tree is shared by all filters, and must stay the root of itself. */
  @Test
  void theEventIsLeftAlone() throws FilterProblem {
    XmlElement body = DRUNK.body();

    compile(W3C, "//f:Usage").test(DRUNK);

    assertThat(DRUNK.body()).isSameAs(body);
    assertThat(body.parent()).isEmpty();
  }

  /** Equal specs share one evaluation, so what a filter cannot tell must not make them differ. */
  @Test
  void subscribersShareAFilterUnlessItLooksAtTheirHeaders() {
    String body = "//f:Usage[@Volume > 3]";
    assertThat(spec(W3C, sink("east"), body)).isEqualTo(spec(W3C, sink("west"), body));

    for (String header :
        List.of("//o:Route = 'east'", "//wsa:To = 'x'", "s:Header/o:X", "//*", "*/text()")) {
      assertThat(spec(W3C, sink("east"), header))
          .as(header)
          .isNotEqualTo(spec(W3C, sink("west"), header));
    }
  }

  /** A parenthesis that ends the wrapping would let an expression out of its context. */
  @ParameterizedTest
  @ValueSource(strings = {"1) or (1", "//f:Usage[", "", "true())] | //*[(true("})
  void whatIsNoExpressionByItselfIsRefused(String text) {
    assertThatExceptionOfType(FilterProblem.class).isThrownBy(() -> compile(W3C, text));
  }

  @Test
  void theLengthIsCountedAsWritten() throws FilterProblem {
    String just = "//f:Usage[@Volume > 3]" + " ".repeat(64);
    String fits = "'" + "x".repeat(62) + "'";
    assertThat(compile(W3C, just)).isNotNull();
    assertThat(compile(W3C, fits)).isNotNull();
    assertThatThrownBy(() -> compile(W3C, "'" + "x".repeat(63) + "'"))
        .isInstanceOf(FilterProblem.class)
        .hasMessageContaining("65 characters; 64 are allowed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "false()",
        "1 = 2",
        "not('x')",
        "''",
        "/f:Usage[@Volume > 3]",
        "/f:Usage/@Volume > 3",
        "/Envelope/Body",
        "/f:Usage[contains(., 'or |')]//f:Part"
      })
  void whatCanNeverMatchIsRefusedAsEmpty(String expression) {
    assertThatExceptionOfType(FaultException.class)
        .isThrownBy(() -> compile(W3C, expression))
        .satisfies(fault -> assertThat(fault.code()).isEqualTo(FaultCode.EMPTY_FILTER));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "true()",
        "'x'",
        "not(/f:Usage)",
        "/f:Usage = 1 or //f:Usage",
        "/f:Usage | //f:Usage",
        "/s:Envelope",
        "/*/s:Body",
        "count(/f:Usage) = 0"
      })
  void whatMayMatchIsTaken(String expression) throws FilterProblem {
    assertThat(compile(W3C, expression).test(DRUNK)).isEqualTo(Verdict.YES);
  }

  /** Looking for mistakes must not cost more than the expression is long. */
  @ParameterizedTest
  @ValueSource(strings = {"1", "(", "'", "/a", "/a[", " ", "not(", "or "})
  void aLongExpressionIsLookedAtInNoTime(String piece) {
    String text = piece.repeat(200_000 / piece.length());
    org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
        java.time.Duration.ofSeconds(10),
        () -> {
          assertThat(NeverMatches.isConstant(text + "x")).isFalse();
          NeverMatches.root(
              new FilterSpec("d", text + "x", Map.of(), Optional.empty()), Map.of(), Ns.SOAP);
          EnvelopeFrame.element(W3C, EAST, text);
        });
  }

  /** The same expression with the other version's prefix never matches, and says so. */
  @Test
  void theRootIsTheEnvelopeOfTheSubscribersOwnVersion() throws FilterProblem {
    Notation soap11 =
        new Notation(
            EventingVersion.W3C_2011, AddressingVersion.W3C, SoapVersion.SOAP_1_1, Format.UNWRAP);

    assertThatThrownBy(() -> compile(soap11, "/s:Envelope/s:Body/f:Usage"))
        .isInstanceOf(FaultException.class)
        .hasMessageContaining(SoapVersion.SOAP_1_1.namespace());
    assertThat(compile(soap11, "//f:Usage").test(DRUNK)).isEqualTo(Verdict.YES);
  }

  @Test
  void nobodyCanAskForTheDialectByItsName() {
    assertThat(dialect.announced()).isEmpty();
    assertThatExceptionOfType(FilterProblem.class)
        .isThrownBy(
            () ->
                dialect.compile(
                    new FilterSpec(EnvelopeXPathDialect.URI, "//x", Map.of(), Optional.empty()),
                    Map.of()));
  }
}
