package org.wellspring.wsevent;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wellspring.filter.xpath.EnvelopeForm;
import org.wellspring.model.EndpointReference;
import org.wellspring.soap.Ns;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlName;

/**
 * The envelope that a filter sees around an event: a tree whose body is still to be filled. It goes
 * with the subscription as the filter's element, so that it comes back after a restart and filters
 * are shared among those who see the same.
 *
 * <p>It holds the event's action. What differs from subscriber to subscriber, {@code wsa:To} and
 * reference parameters, is there only when the expression could tell; else all subscribers that ask
 * the same share one evaluation. {@code wsa:MessageID} is never there: it is made when a message
 * is.
 */
final class EnvelopeFrame implements EnvelopeForm {
  /** Ways to reach a header without naming what it holds. */
  private static final Pattern SEES_HEADERS =
      Pattern.compile(
          "\\bHeader\\b|\\bTo\\b|\\*|\\bnode\\s*\\(|\\btext\\s*\\(|::|\\.\\.|\\bname\\s*\\(|\\bcount\\s*\\("
              + "|\\bstring(-length)?\\s*\\(\\s*[/.)]|Envelope\\s*[^/\\s\\w-]|Envelope\\s*$");

  private final String soap;
  private final String addressing;
  private final List<XmlElement> headers;
  private final boolean wrapped;

  private static final XmlName NOWHERE = new XmlName("urn:wellspring:nowhere", "nowhere");

  private final Set<String> namespaces;

  private EnvelopeFrame(String soap, String addressing, List<XmlElement> headers, boolean wrapped) {
    this.soap = soap;
    this.addressing = addressing;
    this.headers = headers;
    this.wrapped = wrapped;
    this.namespaces =
        Stream.concat(
                Stream.of(soap, addressing, Ns.WSE11),
                headers.stream()
                    .flatMap(EnvelopeFrame::withDescendants)
                    .map(block -> block.name().namespace()))
            .collect(Collectors.toUnmodifiableSet());
  }

  /** The frame for an expression of a subscriber, as the element to keep. */
  static XmlElement element(Notation notation, EndpointReference notifyTo, String expression) {
    String soap = notation.soap().namespace();
    String addressing = notation.addressing().namespace();
    XmlElement.Builder header =
        XmlElement.builder(soap, "Header", "s").child(addressing, "Action", "wsa", "");
    if (seesHeaders(expression, notifyTo)) {
      header
          .child(addressing, "To", "wsa", notifyTo.address())
          .addAll(notation.addressing().headerBlocks(notifyTo).toList());
    }
    XmlElement.Builder body = XmlElement.builder(soap, "Body", "s");
    if (notation.format() == Format.WRAP) {
      body.add(XmlElement.builder(Ns.WSE11, "Notify", "wse").build());
    }
    return XmlElement.builder(soap, "Envelope", "s").add(header.build()).add(body.build()).build();
  }

  private static boolean seesHeaders(String expression, EndpointReference notifyTo) {
    return SEES_HEADERS.matcher(expression).find()
        || notifyTo
            .headerBlocks()
            .flatMap(EnvelopeFrame::withDescendants)
            .anyMatch(block -> expression.contains(block.name().local()));
  }

  private static Stream<XmlElement> withDescendants(XmlElement element) {
    return Stream.concat(
        Stream.of(element), element.elements().flatMap(EnvelopeFrame::withDescendants));
  }

  /** The inverse of {@link #element}. */
  static EnvelopeFrame of(XmlElement element) {
    String soap = element.name().namespace();
    List<XmlElement> header = element.child(soap, "Header").orElseThrow().elements().toList();
    boolean wrapped = element.child(soap, "Body").orElseThrow().firstElement().isPresent();
    return new EnvelopeFrame(
        soap, header.get(0).name().namespace(), header.subList(1, header.size()), wrapped);
  }

  /** Whether it holds nothing of one subscriber. */
  boolean isShared() {
    return headers.isEmpty();
  }

  /** Namespace of the root element. */
  String soap() {
    return soap;
  }

  @Override
  public XmlName envelope() {
    return new XmlName(soap, "Envelope");
  }

  /** In a Notify the event is not where a form can say; paths to it are walked, not lowered. */
  @Override
  public XmlName body() {
    return wrapped ? NOWHERE : new XmlName(soap, "Body");
  }

  @Override
  public Set<String> namespaces() {
    return namespaces;
  }

  @Override
  public XmlElement wrap(XmlElement event, String action) {
    XmlElement content =
        wrapped
            ? XmlElement.builder(Ns.WSE11, "Notify", "wse")
                .attribute("actionURI", action)
                .add(event)
                .build()
            : event;
    XmlElement header =
        XmlElement.builder(soap, "Header", "s")
            .child(addressing, "Action", "wsa", wrapped ? Format.NOTIFY_ACTION : action)
            .addAll(headers)
            .build();
    return XmlElement.builder(soap, "Envelope", "s")
        .add(header)
        .add(XmlElement.builder(soap, "Body", "s").add(content).build())
        .build();
  }
}
