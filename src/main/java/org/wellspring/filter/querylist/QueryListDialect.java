package org.wellspring.filter.querylist;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wellspring.filter.Filter;
import org.wellspring.filter.FilterDialect;
import org.wellspring.filter.FilterProblem;
import org.wellspring.filter.predicate.Match;
import org.wellspring.filter.predicate.Operand;
import org.wellspring.filter.predicate.Predicate;
import org.wellspring.filter.predicate.TextCase;
import org.wellspring.filter.predicate.ValueTest;
import org.wellspring.filter.text.TextLimits;
import org.wellspring.model.FilterSpec;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlLimits;
import org.wellspring.xml.XmlProblem;
import org.wellspring.xml.XmlReader;

/**
 * Windows event queries. The filter holds a QueryList element, in whatever namespace, or its text.
 */
public final class QueryListDialect implements FilterDialect {
  public static final String URI = "http://schemas.microsoft.com/win/2004/08/events/eventquery";

  private static final Operand CHANNEL =
      Operand.slot("System", "Channel").exactly("System", "Channel").stripped();

  private final SelectionReader reader;
  private final TextLimits limits;
  private final int maxNodes;
  private final InstantSource clock;

  /**
   * @param maxNodes nodes that one evaluation may visit
   * @param clock what {@code timediff} takes for now
   */
  public QueryListDialect(TextLimits limits, int maxNodes, InstantSource clock) {
    this.reader = new SelectionReader(limits);
    this.limits = limits;
    this.maxNodes = maxNodes;
    this.clock = clock;
  }

  @Override
  public Set<String> uris() {
    return Set.of(URI);
  }

  @Override
  public Filter compile(FilterSpec spec, Map<String, String> fallbackPrefixes)
      throws FilterProblem {
    List<Predicate> queries = new ArrayList<>();
    for (XmlElement query : children(queryList(spec), "Query")) {
      queries.add(query(query, queries.size() + 1));
    }
    if (queries.isEmpty()) {
      throw new FilterProblem("the QueryList holds no Query");
    }
    return Filter.of(Predicate.anyOf(queries));
  }

  private XmlElement queryList(FilterSpec spec) throws FilterProblem {
    if (spec.element().isPresent()) {
      XmlElement filter = spec.element().get();
      limits.checkLength(filter.toString(), "QueryList");
      return filter
          .elements()
          .filter(child -> is(child, "QueryList"))
          .findFirst()
          .orElseThrow(() -> new FilterProblem("the filter holds no QueryList element"));
    }
    limits.checkLength(spec.text(), "QueryList");
    try {
      XmlElement root = new XmlReader(XmlLimits.DEFAULTS).read(spec.text());
      if (!is(root, "QueryList")) {
        throw new FilterProblem("found " + root.name().local() + ", expected a QueryList element");
      }
      return root;
    } catch (XmlProblem e) {
      throw new FilterProblem("the filter is no QueryList: " + e.getMessage());
    }
  }

  private static boolean is(XmlElement element, String local) {
    return element.name().local().equals(local);
  }

  private static List<XmlElement> children(XmlElement parent, String local) throws FilterProblem {
    List<XmlElement> children = parent.elements().toList();
    for (XmlElement child : children) {
      if (!is(child, local)) {
        throw new FilterProblem(
            "found "
                + child.name().local()
                + " in "
                + parent.name().local()
                + ", expected "
                + local);
      }
    }
    return children;
  }

  private Predicate query(XmlElement query, int number) throws FilterProblem {
    List<Predicate> selected = new ArrayList<>();
    List<Predicate> suppressed = new ArrayList<>();
    for (XmlElement part : query.elements().toList()) {
      if (is(part, "Select")) {
        selected.add(part(query, part, number));
      } else if (is(part, "Suppress")) {
        suppressed.add(part(query, part, number));
      } else {
        throw new FilterProblem(
            "found "
                + part.name().local()
                + " in Query "
                + number
                + ", expected Select or Suppress");
      }
    }
    if (selected.isEmpty()) {
      throw new FilterProblem("Query " + number + " holds no Select");
    }
    return Predicate.allOf(Predicate.anyOf(selected), Predicate.not(Predicate.anyOf(suppressed)));
  }

  private Predicate part(XmlElement query, XmlElement part, int number) throws FilterProblem {
    Predicate selection;
    try {
      selection = selection(reader.read(part.text()));
    } catch (FilterProblem problem) {
      throw new FilterProblem(
          part.name().local() + " in Query " + number + ", " + problem.getMessage());
    }
    Optional<String> channel = part.attribute("Path").or(() -> query.attribute("Path"));
    return Predicate.allOf(
        channel.map(QueryListDialect::inChannel).orElse(Predicate.TRUE), selection);
  }

  private static Predicate inChannel(String name) {
    return Match.of(CHANNEL, ValueTest.equalTo(name.strip(), TextCase.IGNORED));
  }

  /** {@code *} alone selects everything. */
  private Predicate selection(Selection.Path path) {
    Selection.Step only = path.steps().get(0);
    boolean everything =
        path.steps().size() == 1
            && only.axis() == Selection.Axis.CHILD
            && only.name() == null
            && only.predicates().isEmpty();
    return everything ? Predicate.TRUE : new EventSelected(path, clock, maxNodes);
  }
}
