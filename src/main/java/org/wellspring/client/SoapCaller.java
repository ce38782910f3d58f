package org.wellspring.client;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wellspring.model.EndpointReference;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlLimits;
import org.wellspring.xml.XmlOutput;
import org.wellspring.xml.XmlProblem;
import org.wellspring.xml.XmlReader;

/** Sends one SOAP request and takes the reply apart. Safe for use by several threads. */
final class SoapCaller {
  private final ClientSettings settings;
  private final HttpPost post;
  private final XmlReader reader = new XmlReader(XmlLimits.DEFAULTS);

  SoapCaller(ClientSettings settings, HttpPost post) {
    this.settings = settings;
    this.post = post;
  }

  /**
   * A reply that is not a fault.
   *
   * @param content the first child of the body; empty for an empty body
   */
  record Answer(List<XmlElement> headers, Optional<XmlElement> content) {
    XmlElement expect(String namespace, String local) throws ExchangeFailed {
      return content
          .filter(element -> element.is(namespace, local))
          .orElseThrow(
              () ->
                  new ExchangeFailed(
                      "the server answered with "
                          + content.map(e -> e.name().toString()).orElse("an empty body")
                          + " where "
                          + local
                          + " belongs"));
    }
  }

  Answer call(EndpointReference target, Request request) throws SoapFault, ExchangeFailed {
    List<XmlElement> headers =
        new ArrayList<>(Envelopes.addressing(request.action(), target).toList());
    if (settings.generation() != Generation.OCTOBER_2004) {
      headers.add(
          XmlElement.ofText(
              settings.generation().namespace(),
              "OperationTimeout",
              "wsman",
              request.timeout().orElse(settings.timeout()).toString()));
    }
    headers.addAll(request.headers());
    return send(
        address(target),
        Envelopes.envelope(headers, request.content()),
        request.timeout().orElse(settings.timeout()));
  }

  /**
   * What to ask.
   *
   * @param timeout if it differs from the client's
   */
  record Request(
      String action,
      List<XmlElement> headers,
      Optional<XmlElement> content,
      Optional<Duration> timeout) {
    static Request of(String action) {
      return new Request(action, List.of(), Optional.empty(), Optional.empty());
    }

    static Request of(String action, XmlElement content) {
      return new Request(action, List.of(), Optional.of(content), Optional.empty());
    }

    Request with(XmlElement header) {
      return new Request(action, List.of(header), content, timeout);
    }

    Request within(Duration limit) {
      return new Request(action, headers, content, Optional.of(limit));
    }
  }

  /** The reference's own address, or ours when it has none that can be posted to. */
  private URI address(EndpointReference target) {
    String address = target.address();
    return address.startsWith("http://") || address.startsWith("https://")
        ? URI.create(address)
        : settings.base();
  }

  Answer send(URI uri, XmlElement envelope, Duration timeout) throws SoapFault, ExchangeFailed {
    HttpPost.Reply reply =
        post.send(
            uri, Map.of("Content-Type", Wire.CONTENT_TYPE), XmlOutput.toUtf8(envelope), timeout);
    if (reply.status() == 401) {
      throw new ExchangeFailed(
          uri
              + " refuses these credentials, or wants some (HTTP 401"
              + reply.challenge().map(schemes -> ", " + schemes).orElse("")
              + ")");
    }
    if (reply.body().length == 0 && reply.isSuccess()) {
      return new Answer(List.of(), Optional.empty());
    }
    return open(uri, reply);
  }

  private Answer open(URI uri, HttpPost.Reply reply) throws SoapFault, ExchangeFailed {
    XmlElement envelope = parse(uri, reply);
    List<XmlElement> headers =
        envelope.child(Wire.SOAP, "Header").stream().flatMap(XmlElement::elements).toList();
    Optional<XmlElement> content =
        envelope.child(Wire.SOAP, "Body").flatMap(XmlElement::firstElement);
    if (content.isPresent() && content.get().is(Wire.SOAP, "Fault")) {
      throw SoapFault.of(content.get());
    }
    if (!envelope.is(Wire.SOAP, "Envelope") || !reply.isSuccess()) {
      throw new ExchangeFailed(
          uri
              + " answered HTTP "
              + reply.status()
              + " with "
              + envelope.name()
              + ", which is not a SOAP 1.2 reply");
    }
    return new Answer(headers, content);
  }

  private XmlElement parse(URI uri, HttpPost.Reply reply) throws ExchangeFailed {
    try {
      return reader.read(reply.body());
    } catch (XmlProblem e) {
      throw new ExchangeFailed(
          uri
              + " answered HTTP "
              + reply.status()
              + " and not a SOAP message: "
              + e.getMessage()
              + "; is the path of --url right?",
          e);
    }
  }
}
