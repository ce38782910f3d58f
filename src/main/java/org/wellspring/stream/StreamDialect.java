package org.wellspring.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.wellspring.filter.Filter;
import org.wellspring.filter.FilterDialect;
import org.wellspring.filter.FilterProblem;
import org.wellspring.filter.criteria.ConditionReader.Subject;
import org.wellspring.filter.criteria.CriteriaCompiler;
import org.wellspring.filter.predicate.Match;
import org.wellspring.filter.predicate.Operand;
import org.wellspring.filter.predicate.Predicate;
import org.wellspring.filter.predicate.TextCase;
import org.wellspring.filter.predicate.ValueTest;
import org.wellspring.filter.text.TextLimits;
import org.wellspring.model.FilterSpec;
import org.wellspring.model.ResourceUri;

/**
 * The criteria of a REST subscription as a filter. Its text is the JSON list of criteria; cell
 * conditions are decided here, against the cells there are now, and become the resources whose
 * events may pass.
 */
public final class StreamDialect implements FilterDialect {
  public static final String URI = "urn:wellspring:filter:stream";

  private final CriteriaCompiler conditions;
  private final Cells cells;
  private final JsonMapper json = new JsonMapper();

  /**
   * @param limits of each condition
   */
  public StreamDialect(TextLimits limits, Cells cells) {
    this.conditions = new CriteriaCompiler(limits);
    this.cells = cells;
  }

  /**
   * Criteria that were found good.
   *
   * @param matched the cells that are meant; none: no event can ever pass
   */
  record Checked(FilterSpec spec, Set<String> matched) {}

  /** Checks criteria; the problem names the one that is wrong. */
  Checked check(CriteriaTree tree) {
    Set<String> matched = new LinkedHashSet<>();
    for (CriteriaTree.Cell cell : tree.cells()) {
      matched.addAll(cells.matching(compile(cell.condition(), Subject.CELL, cell.path())));
      cell.events().forEach(event -> compile(event.condition(), Subject.EVENT, event.path()));
    }
    return new Checked(
        new FilterSpec(URI, tree.write().toString(), Map.of(), Optional.empty()), matched);
  }

  private Predicate compile(String condition, Subject subject, String path) {
    try {
      return conditions.compile(condition, subject);
    } catch (FilterProblem problem) {
      throw StreamProblem.badField(path + ".condition", String.valueOf(problem.getMessage()));
    }
  }

  /** The criteria in a filter that this dialect made. */
  CriteriaTree tree(FilterSpec spec) {
    try {
      return CriteriaTree.read(json.readTree(spec.text()));
    } catch (JsonProcessingException e) {
      throw StreamProblem.badField("criterias", "not JSON: " + e.getOriginalMessage());
    }
  }

  @Override
  public Set<String> uris() {
    return Set.of(URI);
  }

  @Override
  public Filter compile(FilterSpec spec, Map<String, String> fallbackPrefixes)
      throws FilterProblem {
    try {
      return Filter.of(predicate(tree(spec)));
    } catch (StreamProblem problem) {
      throw new FilterProblem(problem.message());
    }
  }

  private Predicate predicate(CriteriaTree tree) {
    List<Predicate> any = new ArrayList<>();
    for (CriteriaTree.Cell cell : tree.cells()) {
      Predicate condition = compile(cell.condition(), Subject.CELL, cell.path());
      List<Predicate> events = new ArrayList<>();
      cell.events()
          .forEach(event -> events.add(compile(event.condition(), Subject.EVENT, event.path())));
      any.add(
          Predicate.allOf(
              isOf(cells.resources(cells.matching(condition))),
              events.isEmpty() ? Predicate.TRUE : Predicate.anyOf(events)));
    }
    return Predicate.anyOf(any);
  }

  private static Predicate isOf(Set<ResourceUri> resources) {
    if (resources.isEmpty()) {
      return Predicate.FALSE;
    }
    Set<String> uris = resources.stream().map(ResourceUri::value).collect(Collectors.toSet());
    return Match.of(Operand.RESOURCE, ValueTest.oneOf(uris, TextCase.EXACT));
  }

  Set<String> cellNames() {
    return cells.names();
  }
}
