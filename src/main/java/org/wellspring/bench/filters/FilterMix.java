package org.wellspring.bench.filters;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wellspring.filter.Filter;
import org.wellspring.filter.FilterCompiler;
import org.wellspring.filter.FilterProblem;
import org.wellspring.model.Event;
import org.wellspring.model.FilterSpec;
import org.wellspring.model.ResourceUri;
import org.wellspring.model.SelectorSet;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlLimits;
import org.wellspring.xml.XmlProblem;
import org.wellspring.xml.XmlReader;

/**
 * Distinct filters in all dialects that the server has, in groups of {@link #GROUP}: an event is
 * about one group, and matches all filters of it and no others.
 */
public final class FilterMix {
  /** How many filters match an event. */
  public static final int GROUP = 10;

  public static final ResourceUri RESOURCE = new ResourceUri("urn:wellspring:bench");
  private static final String NS = "urn:wellspring:bench:event";
  private static final Map<String, String> PREFIXES = Map.of("b", NS);

  private static final String XPATH = "http://www.w3.org/TR/1999/REC-xpath-19991116";
  private static final String SELECTOR =
      "http://schemas.dmtf.org/wbem/wsman/1/wsman/SelectorFilter";
  private static final String CQL = "http://schemas.dmtf.org/wbem/cql/1/dsp0202.pdf";
  private static final String WQL = "http://schemas.microsoft.com/wbem/wsman/1/WQL";
  private static final String CRITERIA = "urn:wellspring:filter:criteria";

  /** How a filter is written; {@code #} stands for the group, {@code +} for the one after it. */
  private record Template(String dialect, String text) {}

  /** What every server has. */
  private static final List<Template> BASIC =
      List.of(
          new Template(XPATH, "/b:Event[@Id = '#']"),
          new Template(XPATH, "/b:Event[@Severity >= 3 and b:Host = 'host-#']"),
          new Template(XPATH, "//b:Event[starts-with(@Path, '/site/#/')]"),
          new Template(XPATH, "/b:Event/@Volume >= # and /b:Event/@Volume < +"),
          new Template(XPATH, "b:Event/b:Host = 'host-#' or b:Event/b:Host = 'spare-#'"),
          new Template(XPATH, "/b:Event[b:Text = 'flow at #' and not(@Test = 'true')]"),
          new Template(SELECTOR, "Id=#"),
          new Template(SELECTOR, "Host=host-#"),
          new Template(XPATH, "//b:Host = 'host-#'"),
          new Template(XPATH, "/*[@Id = '#']/b:Host"));

  /** Takes the place of the last ones of the basic ones, where the server has the dialect. */
  private static final List<Template> FURTHER =
      List.of(
          new Template(CQL, "SELECT * FROM Event WHERE Host = 'host-#' AND Severity > 2"),
          new Template(CQL, "SELECT * FROM Event WHERE Id = '#'"),
          new Template(WQL, "SELECT * FROM Event WHERE Host = 'host-#'"),
          new Template(WQL, "SELECT * FROM Event WHERE Path LIKE '/site/#/%'"),
          new Template(CRITERIA, "Host EQUALS \"host-#\""));

  private final FilterCompiler compiler;
  private final List<Template> templates = new ArrayList<>(BASIC);

  public FilterMix(FilterCompiler compiler) {
    this.compiler = compiler;
    int last = BASIC.size() - 1;
    for (Template further : FURTHER) {
      if (isKnown(further)) {
        templates.set(last--, further);
      }
    }
  }

  private boolean isKnown(Template template) {
    try {
      return compiler.compile(spec(template, 1), Map.of()).isPresent();
    } catch (FilterProblem e) {
      throw new IllegalStateException("the bench's own filter " + template.text, e);
    }
  }

  /** How many dialects there are among the filters. */
  public long dialects() {
    return templates.stream().map(Template::dialect).distinct().count();
  }

  public FilterSpec spec(int number) {
    return spec(templates.get(number % GROUP), number / GROUP);
  }

  private static FilterSpec spec(Template template, int group) {
    String text = template.text.replace("#", "" + group).replace("+", "" + (group + 1));
    return template.dialect.equals(SELECTOR)
        ? new FilterSpec(SELECTOR, "", PREFIXES, Optional.of(selectorFilter(text)))
        : new FilterSpec(template.dialect, text, PREFIXES, Optional.empty());
  }

  private static XmlElement selectorFilter(String assignment) {
    String[] parts = assignment.split("=", 2);
    return xml(
        "<w:Filter xmlns:w='http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd'><w:SelectorSet><w:Selector Name='"
            + parts[0]
            + "'>"
            + parts[1]
            + "</w:Selector></w:SelectorSet></w:Filter>");
  }

  /** Compiles; the bench's own filters are right. */
  public Filter compile(FilterSpec spec) {
    try {
      return compiler.compile(spec, Map.of()).orElseThrow();
    } catch (FilterProblem e) {
      throw new IllegalStateException("the bench's own filter " + spec.text(), e);
    }
  }

  /**
   * An XPath with the same meaning as some filter of the group, for those who know nothing else.
   */
  public static String xpath(int number) {
    List<Template> all = BASIC.stream().filter(t -> t.dialect.equals(XPATH)).toList();
    return spec(all.get(number % all.size()), number / all.size()).text();
  }

  /** An event about a group: 300 octets, as a device would send it. */
  public static Event event(int group) {
    XmlElement body =
        xml(
            "<b:Event xmlns:b='"
                + NS
                + "' Id='"
                + group
                + "' Severity='4' Volume='"
                + group
                + ".5' Path='/site/"
                + group
                + "/pump' Unit='l'><b:Host>host-"
                + group
                + "</b:Host><b:Time>2026-01-01T00:00:00Z</b:Time><b:Text>flow at "
                + group
                + "</b:Text><b:Valve open='true'>north</b:Valve></b:Event>");
    return Event.of(
        RESOURCE, SelectorSet.NONE, "e" + group, RESOURCE + "/Event", Instant.EPOCH, body);
  }

  static XmlElement xml(String text) {
    try {
      return new XmlReader(XmlLimits.DEFAULTS).read(text);
    } catch (XmlProblem e) {
      throw new IllegalStateException("the bench's own XML", e);
    }
  }
}
