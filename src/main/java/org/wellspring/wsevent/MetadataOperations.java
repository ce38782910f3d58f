package org.wellspring.wsevent;

import java.util.List;
import java.util.Optional;
import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;
import org.wellspring.soap.Ns;
import org.wellspring.xml.XmlElement;

/**
 * WS-MetadataExchange 2004/09: what the resource at an address raises, what its eventing can do,
 * and where the contract is.
 */
final class MetadataOperations {
  /** "Get" of WS-MetadataExchange is that of WS-Transfer. */
  static final String GET = Ns.WXF + "/Get";

  static final String GET_METADATA = Ns.MEX + "/GetMetadata/Request";

  private final SourceChoice sources;
  private final EventCatalogue events;
  private final EventPolicy policy;

  MetadataOperations(SourceChoice sources, EventCatalogue events, EventPolicy policy) {
    this.sources = sources;
    this.events = events;
    this.policy = policy;
  }

  private record Section(String dialect, String identifier, XmlElement content) {
    XmlElement element() {
      return XmlElement.builder(Ns.MEX, "MetadataSection", "mex")
          .attribute("Dialect", dialect)
          .attribute("Identifier", identifier)
          .add(content)
          .build();
    }
  }

  /** All there is. */
  EventingReply get(EventingRequest request) {
    if (request.envelope().body().isPresent()) {
      throw new FaultException(
          FaultCode.INVALID_EVENTING_MESSAGE,
          "The body of a Get is empty; the address says it all.");
    }
    return EventingReply.of(Ns.WXF + "/GetResponse", metadata(sections(request.url())));
  }

  /** What the client names by dialect and identifier; all when it names none. */
  EventingReply getMetadata(EventingRequest request) {
    XmlElement body =
        request
            .envelope()
            .body()
            .filter(seen -> seen.is(Ns.MEX, "GetMetadata"))
            .orElseThrow(
                () ->
                    new FaultException(
                        FaultCode.INVALID_EVENTING_MESSAGE,
                        "This action goes with a body of {" + Ns.MEX + "}GetMetadata."));
    Optional<String> dialect = body.childText(Ns.MEX, "Dialect");
    Optional<String> identifier = body.childText(Ns.MEX, "Identifier");
    List<Section> wanted =
        sections(request.url()).stream()
            .filter(section -> dialect.filter(uri -> !uri.equals(section.dialect)).isEmpty())
            .filter(section -> identifier.filter(id -> !id.equals(section.identifier)).isEmpty())
            .toList();
    return EventingReply.of(Ns.MEX + "/GetMetadata/Response", metadata(wanted));
  }

  private static XmlElement metadata(List<Section> sections) {
    return XmlElement.builder(Ns.MEX, "Metadata", "mex")
        .addAll(sections.stream().map(Section::element).toList())
        .build();
  }

  private List<Section> sections(String url) {
    EventDescriptions descriptions = descriptions(url);
    return List.of(
        new Section(
            EventDescriptions.NAMESPACE,
            EventDescriptions.TARGET,
            descriptions.document(policy.element())),
        contract("urn:wellspring:wsdl:eventing", url + "?wsdl"),
        contract("urn:wellspring:wsdl:eventing-2004", url + "?wsdl=2004"),
        new Section(EventDescriptions.WSDL, EventDescriptions.TARGET, descriptions.portTypes()),
        new Section(EventPolicy.NAMESPACE, EventDescriptions.TARGET, policy.element()));
  }

  private static Section contract(String identifier, String url) {
    return new Section(
        EventDescriptions.WSDL, identifier, XmlElement.ofText(Ns.MEX, "Location", "mex", url));
  }

  /** The document at {@code GET ?events}. */
  XmlElement document(String url) {
    return descriptions(url).document(policy.element());
  }

  private EventDescriptions descriptions(String url) {
    return new EventDescriptions(events, sources.all(url), url);
  }
}
