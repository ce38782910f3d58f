package org.wellspring.wsevent;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;
import org.wellspring.model.ResourceUri;
import org.wellspring.model.SelectorSet;
import org.wellspring.resource.ManagedResource;
import org.wellspring.resource.ResourceCatalogue;
import org.wellspring.soap.Envelope;
import org.wellspring.soap.Ns;
import org.wellspring.xml.XmlElement;

/**
 * Which resource a request is about: {@code /eventing} is all of them, {@code /eventing/NAME} the
 * one configured under that name. The reference parameters of endpoints that WS-Management clients
 * were given (ResourceURI, SelectorSet) narrow it further.
 */
final class SourceChoice {
  static final String PATH = "/eventing";

  /**
   * A choice.
   *
   * @param resource {@link ResourceUri#ALL} for all of them
   */
  record Source(ResourceUri resource, SelectorSet selectors) {}

  private final ResourceCatalogue catalogue;

  SourceChoice(ResourceCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  Source of(EventingRequest request) {
    Optional<ManagedResource> byPath = byPath(request.url());
    Optional<ManagedResource> byHeader =
        header(request.envelope(), "ResourceURI")
            .map(block -> catalogue.require(new ResourceUri(block.trimmedText())));
    boolean contradict =
        byPath.isPresent()
            && byHeader.isPresent()
            && !byPath.get().uri().equals(byHeader.get().uri());
    if (contradict) {
      throw unknown(
          "The path names the resource "
              + byPath.get().uri()
              + ", the header wsman:ResourceURI "
              + byHeader.get().uri()
              + ".");
    }
    Optional<ManagedResource> chosen = byPath.or(() -> byHeader);
    SelectorSet selectors = selectors(request.envelope());
    if (chosen.isEmpty() && !selectors.isEmpty()) {
      throw unknown("The header wsman:SelectorSet needs a resource, by path or by ResourceURI.");
    }
    chosen.ifPresent(resource -> ResourceCatalogue.checkSelectorNames(resource, selectors));
    return new Source(chosen.map(ManagedResource::uri).orElse(ResourceUri.ALL), selectors);
  }

  /** The resources that a URL is about. */
  List<ManagedResource> all(String url) {
    return byPath(url).map(List::of).orElseGet(() -> List.copyOf(catalogue.all()));
  }

  private Optional<ManagedResource> byPath(String url) {
    String path = path(url);
    String name =
        path.startsWith(PATH) ? path.substring(PATH.length()).replaceAll("^/|/$", "") : "";
    if (name.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        catalogue.all().stream()
            .filter(resource -> resource.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    unknown(
                        "No resource is called "
                            + name
                            + " here. Below "
                            + PATH
                            + "/ there are: "
                            + catalogue.all().stream()
                                .map(ManagedResource::name)
                                .collect(Collectors.joining(", "))
                            + ".")));
  }

  /** From the first slash after the authority on. */
  static String path(String url) {
    int slash = url.indexOf('/', url.indexOf("//") + 2);
    return slash < 0 ? "" : url.substring(slash);
  }

  private static FaultException unknown(String reason) {
    return new FaultException(FaultCode.RESOURCE_UNKNOWN, reason);
  }

  private static Optional<XmlElement> header(Envelope envelope, String local) {
    return envelope.header(Ns.WSMAN, local).filter(block -> !block.trimmedText().isEmpty());
  }

  private static SelectorSet selectors(Envelope envelope) {
    Map<String, String> byName = new LinkedHashMap<>();
    header(envelope, "SelectorSet").stream()
        .flatMap(set -> set.elements(Ns.WSMAN, "Selector"))
        .forEach(
            selector ->
                byName.put(selector.attribute("Name").orElse("").strip(), selector.trimmedText()));
    return SelectorSet.of(byName);
  }
}
