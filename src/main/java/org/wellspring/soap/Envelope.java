package org.wellspring.soap;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.wellspring.xml.XmlElement;

/**
 * A SOAP message as it was read.
 *
 * @param headers the header blocks, in order
 * @param body the one child of the body; empty for an empty body
 * @param encoding what it arrived in
 * @param version of SOAP
 */
public record Envelope(
    List<XmlElement> headers,
    Optional<XmlElement> body,
    WireEncoding encoding,
    SoapVersion version) {
  public Envelope {
    headers = List.copyOf(headers);
  }

  public Stream<XmlElement> headers(String namespace, String local) {
    return headers.stream().filter(block -> block.is(namespace, local));
  }

  public Optional<XmlElement> header(String namespace, String local) {
    return headers(namespace, local).findFirst();
  }

  public boolean bodyIs(String namespace, String local) {
    return body.filter(element -> element.is(namespace, local)).isPresent();
  }
}
