package org.wellspring.filter.xpath;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wellspring.filter.FilterIndex;
import org.wellspring.filter.FilterProblem;
import org.wellspring.filter.Verdict;
import org.wellspring.filter.predicate.EventView;
import org.wellspring.model.Event;
import org.wellspring.model.FilterSpec;
import org.wellspring.model.ResourceUri;
import org.wellspring.model.SelectorSet;
import org.wellspring.testing.Events;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlName;

/**
 * Filters that see the whole envelope, from its root element: plain WS-Eventing 2004/08 and W3C's.
 */
final class XPathContextTest {
  private static final String SOAP = "http://www.w3.org/2003/05/soap-envelope";
  private static final String WSA = "http://www.w3.org/2005/08/addressing";

  private static final EnvelopeForm FORM =
      new EnvelopeForm() {
        @Override
        public XmlElement wrap(XmlElement event, String action) {
          XmlElement header =
              XmlElement.builder(SOAP, "Header", "s").child(WSA, "Action", "wsa", action).build();
          return XmlElement.builder(SOAP, "Envelope", "s")
              .add(header)
              .add(XmlElement.builder(SOAP, "Body", "s").add(event).build())
              .build();
        }

        @Override
        public XmlName envelope() {
          return new XmlName(SOAP, "Envelope");
        }

        @Override
        public XmlName body() {
          return new XmlName(SOAP, "Body");
        }

        @Override
        public Set<String> namespaces() {
          return Set.of(SOAP, WSA);
        }
      };

  private static final XPathDialect DIALECT =
      XPathDialect.overEnvelope(XPathDialect.W3C_URI, XPathLimits.untimed(1_000, 1_000), FORM);

  private static final Event EVENT =
      Event.of(
          new ResourceUri("urn:r"),
          SelectorSet.NONE,
          "e",
          "urn:action/Usage",
          Instant.EPOCH,
          Events.xml("<f:Usage xmlns:f='urn:f' Volume='3'><f:Valve>north</f:Valve></f:Usage>"));

  private static FilterSpec spec(String expression) {
    return new FilterSpec(
        XPathDialect.W3C_URI,
        expression,
        Map.of("s", SOAP, "wsa", WSA, "f", "urn:f"),
        Optional.empty());
  }

  private static Verdict test(String expression) throws FilterProblem {
    return DIALECT.compile(spec(expression), Map.of()).test(EVENT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "/s:Envelope/s:Body/f:Usage/@Volume > 2                    | YES",
        "/s:Envelope/s:Body/f:Usage/@Volume > 3                    | NO",
        "/s:Envelope/s:Body/f:Usage[@Volume = 3]/f:Valve = 'north' | YES",
        "s:Body/f:Usage                                            | YES",
        "s:Body/*[@Volume = '3']                                   | YES",
        "/f:Usage                                                  | NO",
        "f:Usage                                                   | NO",
        "//f:Usage[@Volume > 2]                                    | YES",
        ".//f:Valve = 'north'                                      | YES",
        "//f:Usage/parent::s:Body                                  | YES",
        "/s:Envelope/s:Header/wsa:Action = 'urn:action/Usage'      | YES",
        "//wsa:Action = 'urn:action/Other'                         | NO",
        "s:Header and s:Body and not(s:Other)                      | YES",
        "local-name() = 'Envelope'                                 | YES",
        "local-name(/*/*[2]/*) = 'Usage'                           | YES",
        "count(/*/*) = 2                                           | YES",
        ".                                                         | YES",
        "/s:Envelope[s:Body/f:Usage]                               | YES",
        "/s:Envelope[s:Body/f:Other]                               | NO",
        "/*/s:Body/f:Usage                                         | YES",
        "//@Volume = 3                                             | YES",
        "//*[@Volume = 4]                                          | NO",
        "position() = 1 and last() = 1                             | YES",
      })
  void expressionsSeeTheEnvelope(String expression, Verdict verdict) throws FilterProblem {
    assertThat(test(expression)).isEqualTo(verdict);
  }

  /** The event itself must not be moved into the envelope: other filters see it as a root. */
  @Test
  void theEventStaysARootForOtherFilters() throws FilterProblem {
    EventView view = EventView.of(EVENT);

    assertThat(DIALECT.compile(spec("count(//*) = 6"), Map.of()).test(view)).isEqualTo(Verdict.YES);
    assertThat(EVENT.body().parent()).isEmpty();
  }

  @Test
  void pathsIntoTheBodyAreFoundByTheIndex() throws FilterProblem {
    FilterIndex<String> index = new FilterIndex<>();
    for (String expression :
        new String[] {
          "/s:Envelope/s:Body/f:Usage/@Volume > 2", "//f:Usage[@Volume = 3]", "s:Body/f:Usage"
        }) {
      index.add(
          new ResourceUri("urn:r"),
          SelectorSet.NONE,
          Optional.of(spec(expression)),
          DIALECT.compile(spec(expression), Map.of()),
          expression);
    }

    assertThat(index.size().unindexed()).isZero();
  }
}
