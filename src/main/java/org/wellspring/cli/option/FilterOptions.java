package org.wellspring.cli.option;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.wellspring.model.FilterSpec;
import picocli.CommandLine.Option;

/** A filter and the prefixes it uses. */
public final class FilterOptions {
  private static final String XPATH = "http://www.w3.org/TR/1999/REC-xpath-19991116";
  private static final Map<String, String> SHORT_NAMES =
      Map.of(
          "xpath", XPATH,
          "cql", "http://schemas.dmtf.org/wbem/cql/1/dsp0202.pdf",
          "wql", "http://schemas.microsoft.com/wbem/wsman/1/WQL",
          "criteria", "urn:wellspring:filter:criteria");

  @Option(
      names = {"-f", "--filter"},
      paramLabel = "EXPRESSION",
      description = "Only what matches, as in '/fcs:Usage[@Volume > 3]'. Default: everything")
  private Optional<String> filter = Optional.empty();

  @Option(
      names = "--dialect",
      paramLabel = "URI",
      defaultValue = "xpath",
      description =
          "The filter's language: xpath, cql, wql, criteria, or a dialect's URI. Default:"
              + " ${DEFAULT-VALUE}")
  private String dialect = "xpath";

  @Option(
      names = "--ns",
      paramLabel = "PREFIX=URI",
      description =
          "Declares a prefix for the filter; repeatable. Default: what the server declares for"
              + " the resource")
  private Map<String, String> namespaces = new LinkedHashMap<>();

  public Optional<FilterSpec> filter() {
    return filter.map(
        text ->
            new FilterSpec(
                SHORT_NAMES.getOrDefault(dialect, dialect), text, namespaces, Optional.empty()));
  }
}
