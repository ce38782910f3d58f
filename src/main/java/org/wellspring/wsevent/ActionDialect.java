package org.wellspring.wsevent;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wellspring.filter.Filter;
import org.wellspring.filter.FilterDialect;
import org.wellspring.filter.FilterProblem;
import org.wellspring.filter.Verdict;
import org.wellspring.filter.predicate.EventView;
import org.wellspring.model.Event;
import org.wellspring.model.FilterSpec;
import org.wellspring.xml.XmlElement;

/**
 * DPWS 1.1 §6.1.1: a list of URIs, separated by white space; an event passes when its action is one
 * of them or lies below one, path segment by path segment.
 */
public final class ActionDialect implements FilterDialect {
  static final String URI = "http://docs.oasis-open.org/ws-dd/ns/dpws/2009/01/Action";

  /** The same in the version of 2006. */
  private static final String OLDER = "http://schemas.xmlsoap.org/ws/2006/02/devprof/Action";

  private static final int MAX_ACTIONS = 256;

  @Override
  public Set<String> uris() {
    return java.util.Collections.unmodifiableSet(
        new java.util.LinkedHashSet<>(List.of(URI, OLDER)));
  }

  /** Told by the front door of plain WS-Eventing only. */
  @Override
  public Optional<String> announced() {
    return Optional.empty();
  }

  @Override
  public Filter compile(FilterSpec spec, Map<String, String> fallbackPrefixes)
      throws FilterProblem {
    List<String> actions = spec.text().isEmpty() ? List.of() : List.of(spec.text().split("\\s+"));
    if (actions.isEmpty()) {
      throw new FilterProblem("the filter lists no action");
    }
    if (actions.size() > MAX_ACTIONS) {
      throw new FilterProblem(
          "the filter lists " + actions.size() + " actions; " + MAX_ACTIONS + " are allowed");
    }
    return new ActionFilter(actions);
  }

  private record ActionFilter(List<String> actions) implements Filter {
    @Override
    public Verdict test(EventView event) {
      String action = event.event().map(Event::action).orElse("");
      return actions.stream().anyMatch(wanted -> isBelow(action, wanted))
          ? Verdict.YES
          : Verdict.NO;
    }

    private static boolean isBelow(String action, String wanted) {
      return action.startsWith(wanted)
          && (action.length() == wanted.length()
              || wanted.endsWith("/")
              || action.charAt(wanted.length()) == '/');
    }

    /** Something that has no action. */
    @Override
    public Verdict test(XmlElement root) {
      return Verdict.NO;
    }
  }
}
