package org.wellspring.wbem;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wellspring.model.DeliveryMode;
import org.wellspring.model.EndpointReference;
import org.wellspring.model.FilterSpec;
import org.wellspring.model.ResourceUri;
import org.wellspring.model.SelectorSet;
import org.wellspring.model.StartAt;
import org.wellspring.model.SubscriptionTerms;
import org.wellspring.xml.XmlElement;

/**
 * What the engine is told of a subscription of a WBEM client: everything that its indications need
 * is in its terms, so that it goes on after a restart whatever else there is.
 *
 * @param subscription canonical path of the subscription
 * @param destination canonical path of the listener destination: its indications are one sequence
 * @param address of the listener, {@code http} or {@code https}
 * @param destinationCreated part of the sequence's context, which is new when the destination is
 * @param filter which indications
 * @param onFatalError what becomes of the subscription when an indication cannot be delivered
 * @param repeat what is done about indications that come often
 */
public record IndicationTerms(
    String subscription,
    String destination,
    String address,
    Instant destinationCreated,
    IndicationFilter filter,
    FatalErrorPolicy onFatalError,
    RepeatPolicy repeat) {
  /** Tag of these subscriptions among those of other protocols. */
  public static final String NOTATION = "CIM-XML";

  private static final String NS = "urn:wellspring:indications";

  /** {@code OnFatalErrorPolicy}. */
  public enum FatalErrorPolicy {
    /** The indication is dropped, the next one is tried. */
    IGNORE(2),
    DISABLE(3),
    REMOVE(4);

    private final int code;

    FatalErrorPolicy(int code) {
      this.code = code;
    }

    static Optional<FatalErrorPolicy> of(long code) {
      return List.of(values()).stream().filter(one -> one.code == code).findFirst();
    }
  }

  SubscriptionTerms toTerms() {
    XmlElement details =
        XmlElement.builder(NS, "Subscription", "w")
            .attribute("path", subscription)
            .attribute("destination", destination)
            .attribute("destinationCreated", destinationCreated.toString())
            .attribute("onFatalError", onFatalError.name())
            .add(repeat.toElement(NS))
            .build();
    return new SubscriptionTerms(
        NOTATION,
        "",
        ResourceUri.ALL,
        SelectorSet.NONE,
        new DeliveryMode.Push(),
        Optional.of(new EndpointReference(address, List.of(), List.of(details))),
        Optional.empty(),
        Optional.of(filter.toSpec()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        SubscriptionTerms.BookmarkWish.OMIT,
        new StartAt.Now(),
        StandardCharsets.UTF_8,
        Optional.empty());
  }

  /**
   * Reads what {@link #toTerms} wrote.
   *
   * @throws IllegalArgumentException when the terms are of another notation
   */
  public static IndicationTerms of(SubscriptionTerms terms) {
    EndpointReference sink = terms.notifyTo().orElseThrow(IndicationTerms::foreign);
    XmlElement details =
        sink.referenceParameters().stream().findFirst().orElseThrow(IndicationTerms::foreign);
    return new IndicationTerms(
        details.attribute("path").orElseThrow(IndicationTerms::foreign),
        details.attribute("destination").orElseThrow(IndicationTerms::foreign),
        sink.address(),
        Instant.parse(
            details.attribute("destinationCreated").orElseThrow(IndicationTerms::foreign)),
        IndicationFilter.of(terms.filter().orElseThrow(IndicationTerms::foreign)),
        FatalErrorPolicy.valueOf(
            details.attribute("onFatalError").orElseThrow(IndicationTerms::foreign)),
        RepeatPolicy.of(details.child(NS, "Repeat").orElseThrow(IndicationTerms::foreign)));
  }

  private static IllegalArgumentException foreign() {
    return new IllegalArgumentException("not the terms of a CIM-XML subscription");
  }

  /**
   * A query that chooses indications.
   *
   * @param name of the CIM_IndicationFilter: what indications carry as IndicationFilterName
   * @param language {@code DMTF:CQL}, {@code CIM:CQL} or {@code WQL}
   * @param namespaces where indications come from; none: from anywhere
   */
  public record IndicationFilter(
      String name, String query, String language, List<String> namespaces) {
    /** The dialect that an {@link IndicationDialect} compiles. */
    public static final String DIALECT = "urn:wellspring:filter:indication";

    public IndicationFilter {
      namespaces = List.copyOf(namespaces);
    }

    FilterSpec toSpec() {
      XmlElement.Builder element =
          XmlElement.builder(NS, "Filter", "w")
              .attribute("name", name)
              .attribute("language", language);
      namespaces.forEach(namespace -> element.child(NS, "From", "w", namespace));
      return new FilterSpec(DIALECT, query, Map.of(), Optional.of(element.build()));
    }

    static IndicationFilter of(FilterSpec spec) {
      XmlElement element = spec.element().orElseThrow(IndicationTerms::foreign);
      return new IndicationFilter(
          element.attribute("name").orElse(""),
          spec.text(),
          element.attribute("language").orElse(""),
          element.elements(NS, "From").map(XmlElement::text).toList());
    }
  }
}
