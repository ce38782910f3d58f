package org.wellspring.subscription;

import java.util.Map;
import java.util.Optional;
import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;
import org.wellspring.filter.Filter;
import org.wellspring.filter.FilterCompiler;
import org.wellspring.filter.FilterProblem;
import org.wellspring.model.DeliveryMode;
import org.wellspring.model.EndpointReference;
import org.wellspring.model.FilterSpec;
import org.wellspring.model.ResourceUri;
import org.wellspring.model.SubscriptionTerms;
import org.wellspring.resource.ManagedResource;
import org.wellspring.resource.ResourceCatalogue;
import org.wellspring.xml.XmlElement;

/**
 * Checks of a Subscribe that need no state: resource, selectors, mode, addresses, filter. Done on
 * the caller's thread, as compiling a filter and resolving a name take time.
 */
public final class SubscriptionVetting {
  private static final String WSE = "http://schemas.xmlsoap.org/ws/2004/08/eventing";

  private final ResourceCatalogue catalogue;
  private final FilterCompiler filters;
  private final SinkGate sinks;
  private final GroupRange trapGroups;

  public SubscriptionVetting(
      ResourceCatalogue catalogue, FilterCompiler filters, SinkGate sinks, GroupRange trapGroups) {
    this.catalogue = catalogue;
    this.filters = filters;
    this.sinks = sinks;
    this.trapGroups = trapGroups;
  }

  /**
   * The order is the one recommended for WS-Management: resource, selectors, mode, addresses,
   * filter.
   */
  Filter vet(SubscribeRequest request) {
    SubscriptionTerms terms = request.terms();
    if (!terms.resource().equals(ResourceUri.ALL)) {
      ResourceCatalogue.checkSelectorNames(catalogue.require(terms.resource()), terms.selectors());
    }
    if (terms.mode() instanceof DeliveryMode.Trap && trapGroups.size() == 0) {
      throw new FaultException(
          FaultCode.MODE_UNAVAILABLE,
          "Trap delivery is not offered here (settings trap.enabled and trap.interface).");
    }
    terms.notifyTo().ifPresent(sink -> checkSink(terms, sink));
    terms.endTo().ifPresent(sink -> checkSink(terms, sink));
    return compile(terms);
  }

  /** REST subscriptions are made by scripts that run before their receiver's name is known. */
  private void checkSink(SubscriptionTerms terms, EndpointReference sink) {
    Optional<String> refused =
        terms.stream().isPresent()
            ? sinks.refuseIfKnown(sink.address())
            : sinks.refuse(sink.address());
    refused.ifPresent(
        why -> {
          throw new FaultException(FaultCode.SINK_UNUSABLE, why);
        });
  }

  /** Compiles the filter of terms that were accepted before. */
  Filter compile(SubscriptionTerms terms) {
    Map<String, String> prefixes =
        terms.resource().equals(ResourceUri.ALL)
            ? catalogue.commonPrefixes()
            : catalogue.find(terms.resource()).map(ManagedResource::prefixes).orElse(Map.of());
    return terms.filter().map(spec -> compile(spec, prefixes)).orElse(Filter.ALL);
  }

  private Filter compile(FilterSpec spec, Map<String, String> prefixes) {
    try {
      Optional<Filter> filter = filters.compile(spec, prefixes);
      return filter.orElseThrow(() -> unknownDialect(spec));
    } catch (FilterProblem problem) {
      throw new FaultException(
          FaultCode.CANNOT_PROCESS_FILTER,
          "The filter is not accepted: " + problem.getMessage() + ".");
    }
  }

  private FaultException unknownDialect(FilterSpec spec) {
    FaultException fault =
        new FaultException(
            FaultCode.FILTER_DIALECT_UNAVAILABLE,
            "The filter dialect "
                + spec.dialect()
                + " is not offered; the detail lists those that are.");
    for (String dialect : filters.supportedDialects()) {
      fault = fault.with(XmlElement.ofText(WSE, "SupportedDialect", "wse", dialect));
    }
    return fault;
  }
}
