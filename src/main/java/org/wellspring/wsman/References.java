package org.wellspring.wsman;

import java.util.ArrayList;
import java.util.List;
import org.wellspring.model.EndpointReference;
import org.wellspring.model.ResourceUri;
import org.wellspring.model.SelectorSet;
import org.wellspring.model.Subscription;
import org.wellspring.soap.Ns;
import org.wellspring.xml.XmlElement;

/** The endpoint references that this front door hands out. DSP0226 §5.1. */
final class References {
  private References() {}

  /** An instance of a resource. */
  static EndpointReference instance(
      Generation generation, String address, ResourceUri resource, SelectorSet selectors) {
    List<XmlElement> parameters = new ArrayList<>();
    parameters.add(
        XmlElement.ofText(generation.namespace(), "ResourceURI", "wsman", resource.value()));
    parameters.addAll(Selectors.write(generation, selectors));
    return new EndpointReference(address, List.of(), parameters);
  }

  /**
   * The manager of a subscription. Windows refuses an address other than the one it used, so that
   * one is repeated; wsmancli sends back the Identifier only.
   */
  static EndpointReference manager(Generation generation, Subscription subscription) {
    EndpointReference instance =
        instance(
            generation,
            subscription.terms().managerAddress(),
            subscription.terms().resource(),
            subscription.terms().selectors());
    List<XmlElement> parameters = new ArrayList<>(instance.referenceParameters());
    parameters.add(XmlElement.ofText(Ns.WSE, "Identifier", "wse", subscription.id().value()));
    return new EndpointReference(instance.address(), List.of(), parameters);
  }
}
