package org.wellspring.wbem;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.wellspring.cim.CimException;
import org.wellspring.cim.CimInstance;
import org.wellspring.cim.CimProperty;
import org.wellspring.cim.CimStatus;
import org.wellspring.cim.CimType;
import org.wellspring.cim.CimValue;
import org.wellspring.cim.InstancePath;
import org.wellspring.wbem.IndicationTerms.FatalErrorPolicy;
import org.wellspring.wbem.IndicationTerms.IndicationFilter;

/** Follows the references of subscriptions to their filters and destinations. */
final class Links {
  private final WbemSettings settings;
  private final Function<InstancePath, Optional<Entry>> finder;

  /**
   * @param finder of entries of the book
   */
  Links(WbemSettings settings, Function<InstancePath, Optional<Entry>> finder) {
    this.settings = settings;
    this.finder = finder;
  }

  /**
   * A subscription whose references name existing instances, written as the server writes their
   * names.
   *
   * @throws CimException {@code INVALID_PARAMETER} when one of them is not there
   */
  CimInstance resolved(CimInstance subscription) {
    boolean collection = subscription.className().equalsIgnoreCase(Keys.COLLECTION_SUBSCRIPTION);
    Entry filter = target(subscription, "Filter");
    Entry handler = target(subscription, "Handler");
    if (!filter.isA(collection ? Keys.COLLECTION : Keys.FILTER)) {
      throw notA(filter, "Filter", collection ? Keys.COLLECTION : Keys.FILTER);
    }
    if (!handler.isA(Keys.DESTINATION) && !handler.isA(Keys.DESTINATION_CIM_XML)) {
      throw notA(handler, "Handler", Keys.DESTINATION_CIM_XML);
    }
    if (!collection
        && filter
            .instance()
            .text("IndividualSubscriptionSupported")
            .filter("false"::equals)
            .isPresent()) {
      throw new CimException(
          CimStatus.FAILED,
          "Filter "
              + filter.path()
              + " can be subscribed to in a collection only (IndividualSubscriptionSupported is"
              + " false).");
    }
    return subscription
        .with(reference("Filter", filter.path()))
        .with(reference("Handler", handler.path()));
  }

  private static CimProperty reference(String name, InstancePath path) {
    return CimProperty.of(name, CimType.REFERENCE, CimValue.of(path));
  }

  private Entry target(CimInstance subscription, String reference) {
    InstancePath path =
        subscription
            .path(reference)
            .orElseThrow(
                () ->
                    new CimException(
                        CimStatus.INVALID_PARAMETER, reference + " must be given: a reference."));
    return finder
        .apply(path.in(settings.interop()))
        .orElseThrow(
            () ->
                new CimException(
                    CimStatus.INVALID_PARAMETER,
                    reference + " names no instance that is there: " + path + "."));
  }

  private static CimException notA(Entry target, String reference, String wanted) {
    return new CimException(
        CimStatus.INVALID_PARAMETER,
        reference + " is a " + target.path().className() + "; a " + wanted + " is wanted.");
  }

  /** What the engine is to do for a subscription: one for each filter. */
  List<IndicationTerms> terms(Entry subscription) {
    CimInstance instance = subscription.instance();
    Entry handler = target(instance, "Handler");
    List<IndicationTerms> terms = new ArrayList<>();
    for (Entry filter : filters(target(instance, "Filter"))) {
      terms.add(
          new IndicationTerms(
              subscription.path().canonical(),
              handler.path().canonical(),
              Drafts.address(handler.instance()),
              handler.createdAt(),
              filter(filter.instance()),
              FatalErrorPolicy.of(Repeats.number(instance, "OnFatalErrorPolicy").orElse(2L))
                  .orElse(FatalErrorPolicy.IGNORE),
              Repeats.of(instance)));
    }
    return terms;
  }

  private List<Entry> filters(Entry target) {
    if (target.isA(Keys.FILTER)) {
      return List.of(target);
    }
    String name = target.instance().text("CollectionName").orElse("");
    return settings.collections().stream()
        .filter(collection -> collection.name().equals(name))
        .flatMap(collection -> collection.filters().stream())
        .flatMap(member -> finder.apply(staticFilter(settings, member)).stream())
        .toList();
  }

  /** The path of a filter of the configuration. */
  static InstancePath staticFilter(WbemSettings settings, String name) {
    java.util.Map<String, CimValue> keys = new java.util.LinkedHashMap<>();
    keys.put(Keys.SYSTEM_CLASS, CimValue.of(Keys.SYSTEM));
    keys.put(Keys.SYSTEM_NAME, CimValue.of(settings.systemName()));
    keys.put(Keys.CLASS, CimValue.of(Keys.FILTER));
    keys.put(Keys.NAME, CimValue.of(name));
    return new InstancePath(Optional.of(settings.interop()), Keys.FILTER, keys);
  }

  /** What a CIM_IndicationFilter asks for. */
  static IndicationFilter filter(CimInstance filter) {
    List<String> namespaces = new ArrayList<>();
    filter.value("SourceNamespaces").ifPresent(value -> namespaces.addAll(value.asTexts()));
    if (namespaces.isEmpty()) {
      filter.text("SourceNamespace").ifPresent(namespaces::add);
    }
    return new IndicationFilter(
        filter.text(Keys.NAME).orElse(""),
        filter.text("Query").orElse(""),
        filter.text("QueryLanguage").orElse(""),
        namespaces);
  }
}
