package org.wellspring.wsevent;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;
import org.wellspring.filter.Filter;
import org.wellspring.filter.FilterDialect;
import org.wellspring.filter.FilterProblem;
import org.wellspring.filter.Verdict;
import org.wellspring.filter.xpath.XPathDialect;
import org.wellspring.filter.xpath.XPathLimits;
import org.wellspring.model.FilterSpec;
import org.wellspring.xml.XmlElement;

/**
 * XPath 1.0 over the whole notification. WS-Eventing 2004/08 §3.1, W3C §4.1: the context node is
 * the envelope, at position 1 of 1.
 *
 * <p>No client asks for it by name: the front door puts it, with the frame of the subscriber as the
 * element, in the place of the XPath dialect that was asked for.
 */
public final class EnvelopeXPathDialect implements FilterDialect {
  static final String URI = "urn:wellspring:filter:envelope-xpath";

  private final XPathLimits limits;

  /** Dialects over frames that many subscribers have: there is one for each way of writing. */
  private final ConcurrentMap<String, XPathDialect> shared = new ConcurrentHashMap<>();

  public EnvelopeXPathDialect(XPathLimits limits) {
    this.limits = limits;
  }

  @Override
  public Set<String> uris() {
    return Set.of(URI);
  }

  @Override
  public Optional<String> announced() {
    return Optional.empty();
  }

  @Override
  public Filter compile(FilterSpec spec, Map<String, String> fallbackPrefixes)
      throws FilterProblem {
    XmlElement element =
        spec.element().orElseThrow(() -> new FilterProblem("this dialect has no use by itself"));
    EnvelopeFrame frame = EnvelopeFrame.of(element);
    Filter filter =
        over(element, frame)
            .compile(
                new FilterSpec(URI, spec.text(), spec.namespaces(), Optional.empty()),
                fallbackPrefixes);
    NeverMatches.root(spec, fallbackPrefixes, frame.soap()).ifPresent(EnvelopeXPathDialect::empty);
    if (NeverMatches.isConstant(spec.text()) && filter.test(element) != Verdict.YES) {
      empty("The filter is false for every event.");
    }
    return filter;
  }

  private static void empty(String reason) {
    throw new FaultException(FaultCode.EMPTY_FILTER, reason);
  }

  private XPathDialect over(XmlElement element, EnvelopeFrame frame) {
    return frame.isShared()
        ? shared.computeIfAbsent(
            element.toString(), same -> XPathDialect.overEnvelope(URI, limits, frame))
        : XPathDialect.overEnvelope(URI, limits, frame);
  }
}
