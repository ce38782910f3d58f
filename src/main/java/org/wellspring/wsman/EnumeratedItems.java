package org.wellspring.wsman;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;
import org.wellspring.filter.Filter;
import org.wellspring.filter.FilterCompiler;
import org.wellspring.filter.FilterProblem;
import org.wellspring.filter.Projection;
import org.wellspring.filter.Verdict;
import org.wellspring.filter.xpath.Fragment;
import org.wellspring.filter.xpath.XPathDialect;
import org.wellspring.model.EndpointReference;
import org.wellspring.model.FilterSpec;
import org.wellspring.resource.ManagedResource;
import org.wellspring.resource.ResourceProvider;
import org.wellspring.resource.ResourceProvider.Instance;
import org.wellspring.resource.ResourceProvider.Polymorphism;
import org.wellspring.soap.Endpoints;
import org.wellspring.soap.Ns;
import org.wellspring.xml.XmlElement;

/**
 * What an Enumerate finds: instances that the selectors and the filter let pass, as objects,
 * references or both. DSP0226 §8.
 */
final class EnumeratedItems {
  private static final String CIM_BINDING = "http://schemas.dmtf.org/wbem/wsman/1/cimbinding.xsd";

  private final FilterCompiler filters;

  EnumeratedItems(FilterCompiler filters) {
    this.filters = filters;
  }

  /** Finds the items, in the provider's order; a snapshot. */
  List<XmlElement> find(WsmanRequest request, ManagedResource resource, XmlElement enumerate) {
    ItemMode mode = ItemMode.read(enumerate);
    Sieve sieve =
        filter(enumerate)
            .map(spec -> compile(spec, resource.prefixes()))
            .orElse(new Sieve(item -> true, Optional.empty()));
    List<XmlElement> items = new ArrayList<>();
    for (Instance instance : instances(request, resource, enumerate)) {
      if (request.selectors().covers(instance.selectors())
          && sieve.filter.test(instance.representation())) {
        items.add(item(request, resource, sieve.part(instance), mode));
      }
    }
    return items;
  }

  private static List<Instance> instances(
      WsmanRequest request, ManagedResource resource, XmlElement enumerate) {
    ResourceProvider provider = TransferOperations.provider(resource, request);
    Optional<String> mode = enumerate.childText(CIM_BINDING, "PolymorphismMode");
    return mode.map(EnumeratedItems::polymorphism)
        .map(provider::enumerate)
        .orElseGet(provider::enumerate);
  }

  private static Polymorphism polymorphism(String name) {
    return switch (name) {
      case "IncludeSubClassProperties" -> Polymorphism.INCLUDE_SUBCLASS_PROPERTIES;
      case "ExcludeSubClassProperties" -> Polymorphism.EXCLUDE_SUBCLASS_PROPERTIES;
      case "None" -> Polymorphism.NONE;
      default ->
          throw new FaultException(
              FaultCode.POLYMORPHISM_MODE,
              "PolymorphismMode must be IncludeSubClassProperties, ExcludeSubClassProperties or"
                  + " None; seen was '"
                  + name
                  + "'.");
    };
  }

  private static XmlElement item(
      WsmanRequest request, ManagedResource resource, Instance instance, ItemMode mode) {
    EndpointReference reference =
        References.instance(
            request.generation(), request.addressing().to(), resource.uri(), instance.selectors());
    XmlElement epr = Endpoints.write(Ns.WSA, "EndpointReference", "wsa", reference);
    return switch (mode) {
      case OBJECT -> instance.representation();
      case EPR -> epr;
      case OBJECT_AND_EPR ->
          XmlElement.builder(request.generation().namespace(), "Item", "wsman")
              .add(instance.representation())
              .add(epr)
              .build();
    };
  }

  private static Optional<FilterSpec> filter(XmlElement enumerate) {
    Optional<XmlElement> plain = enumerate.child(Ns.WSEN, "Filter");
    Optional<XmlElement> managed = WsmanRequest.managementChild(enumerate, "Filter");
    if (plain.isPresent() && managed.isPresent()) {
      throw new FaultException(
          FaultCode.ENUMERATION_CANNOT_PROCESS_FILTER,
          "There are a wsen:Filter and a wsman:Filter; only one of them is allowed.");
    }
    return managed.or(() -> plain).map(SubscribeReader::spec);
  }

  /** Which items, and what of them. */
  private record Sieve(Predicate<XmlElement> filter, Optional<Projection> projection) {
    Instance part(Instance whole) {
      return projection
          .map(cut -> new Instance(whole.selectors(), cut.apply(whole.representation())))
          .orElse(whole);
    }
  }

  private Sieve compile(FilterSpec spec, Map<String, String> prefixes) {
    try {
      Filter filter = filters.compile(spec, prefixes).orElseThrow(() -> unknownDialect(spec));
      Predicate<XmlElement> test =
          spec.dialect().equals(XPathDialect.URI)
              ? insideItem(spec, prefixes)
              : item -> filter.test(item) == Verdict.YES;
      return new Sieve(test, filter.projection());
    } catch (FilterProblem problem) {
      throw cannotProcess(problem);
    }
  }

  /** Relative paths begin at the item's element, not above it: clients ask {@code Name='n'}. */
  private static Predicate<XmlElement> insideItem(FilterSpec spec, Map<String, String> prefixes)
      throws FilterProblem {
    Map<String, String> namespaces = new HashMap<>(prefixes);
    namespaces.putAll(spec.namespaces());
    namespaces.remove("");
    Fragment expression = Fragment.compile(spec.text(), namespaces);
    return item -> {
      try {
        return isTrue(expression.select(item.asRoot()));
      } catch (FilterProblem problem) {
        throw cannotProcess(problem);
      }
    };
  }

  /** XPath's own reading as a boolean, §4.3. */
  private static boolean isTrue(List<?> result) {
    if (result.isEmpty()) {
      return false;
    }
    Object first = result.get(0);
    if (first instanceof Boolean truth) {
      return truth;
    }
    if (first instanceof Double number) {
      return number != 0 && !number.isNaN();
    }
    return !(first instanceof String text) || !text.isEmpty();
  }

  private static FaultException cannotProcess(FilterProblem problem) {
    return new FaultException(
        FaultCode.ENUMERATION_CANNOT_PROCESS_FILTER,
        "The filter is not accepted: " + problem.getMessage() + ".");
  }

  private FaultException unknownDialect(FilterSpec spec) {
    FaultException fault =
        new FaultException(
            FaultCode.ENUMERATION_DIALECT_UNAVAILABLE,
            "The filter dialect "
                + spec.dialect()
                + " is not offered; the detail lists those that are.");
    for (String dialect : filters.supportedDialects()) {
      fault = fault.with(XmlElement.ofText(Ns.WSEN, "SupportedDialect", "wsen", dialect));
    }
    return fault;
  }

  /** What an item is. DSP0226 §8.7. */
  private enum ItemMode {
    OBJECT,
    EPR,
    OBJECT_AND_EPR;

    static ItemMode read(XmlElement enumerate) {
      Optional<String> name =
          WsmanRequest.managementChild(enumerate, "EnumerationMode").map(XmlElement::trimmedText);
      return switch (name.orElse("EnumerateObject")) {
        case "EnumerateObject" -> OBJECT;
        case "EnumerateEPR" -> EPR;
        case "EnumerateObjectAndEPR" -> OBJECT_AND_EPR;
        default ->
            throw new FaultException(
                FaultCode.UNSUPPORTED_ENUMERATION_MODE,
                "EnumerationMode must be EnumerateEPR or EnumerateObjectAndEPR, or be left out; seen was '"
                    + name.orElse("")
                    + "'.");
      };
    }
  }
}
