package org.wellspring.cli.option;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.wellspring.model.FilterSpec;
import org.wellspring.xml.XmlElement;
import picocli.CommandLine.Option;

/** A filter, its language, and the prefixes it uses. */
public final class FilterOptions {
  private static final String SELECTOR =
      "http://schemas.dmtf.org/wbem/wsman/1/wsman/SelectorFilter";
  private static final String QUERY_LIST =
      "http://schemas.microsoft.com/win/2004/08/events/eventquery";
  private static final String MANAGEMENT = "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd";
  private static final Map<String, String> SHORT_NAMES =
      Map.of(
          "xpath", "http://www.w3.org/TR/1999/REC-xpath-19991116",
          "cql", "http://schemas.dmtf.org/wbem/cql/1/dsp0202.pdf",
          "wql", "http://schemas.microsoft.com/wbem/wsman/1/WQL",
          "criteria", "urn:wellspring:filter:criteria",
          "selector", SELECTOR,
          "querylist", QUERY_LIST);

  @Option(
      names = {"-f", "--filter"},
      paramLabel = "EXPRESSION",
      description =
          "Only what matches, as in '/fcs:Usage[@Volume > 3]'; for selector Name=Value&Name2=Value2."
              + " Default: everything")
  private Optional<String> filter = Optional.empty();

  @Option(
      names = "--dialect",
      paramLabel = "URI",
      defaultValue = "xpath",
      description =
          "The filter's language: xpath, cql, wql, criteria, querylist, selector, or a dialect's"
              + " URI. Default: ${DEFAULT-VALUE}")
  private String dialect = "xpath";

  @Option(
      names = "--ns",
      paramLabel = "PREFIX=URI",
      description =
          "Declares a prefix for the filter; repeatable. Default: what the server declares for"
              + " the resource")
  private Map<String, String> namespaces = new LinkedHashMap<>();

  /** Empty when none was given. */
  public Optional<FilterSpec> filter() throws UsageProblem {
    return filter.isEmpty() ? Optional.empty() : Optional.of(spec(filter.get()));
  }

  private FilterSpec spec(String text) throws UsageProblem {
    String uri = SHORT_NAMES.getOrDefault(dialect, dialect);
    return switch (uri) {
      case SELECTOR -> ofElement(uri, selectors(text));
      case QUERY_LIST -> ofElement(uri, queryList(text));
      default -> new FilterSpec(uri, text, namespaces, Optional.empty());
    };
  }

  private FilterSpec ofElement(String uri, XmlElement content) {
    XmlElement holder = XmlElement.builder("", "Filter", "").add(content).build();
    return new FilterSpec(uri, "", namespaces, Optional.of(holder));
  }

  private static XmlElement selectors(String text) throws UsageProblem {
    XmlElement.Builder set = XmlElement.builder(MANAGEMENT, "SelectorSet", "wsman");
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new UsageProblem(
            "--filter must be selectors, Name=Value&Name2=Value2, but '"
                + pair
                + "' is not Name=Value");
      }
      set.add(
          XmlElement.builder(MANAGEMENT, "Selector", "wsman")
              .attribute("Name", pair.substring(0, equals))
              .text(pair.substring(equals + 1))
              .build());
    }
    return set.build();
  }

  /** An expression alone becomes the only Select of a list. */
  private static XmlElement queryList(String text) throws UsageProblem {
    if (text.stripLeading().startsWith("<")) {
      return XmlInput.element(text, "--filter");
    }
    return XmlElement.builder("", "QueryList", "")
        .add(
            XmlElement.builder("", "Query", "")
                .attribute("Id", "0")
                .child("", "Select", "", text)
                .build())
        .build();
  }
}
