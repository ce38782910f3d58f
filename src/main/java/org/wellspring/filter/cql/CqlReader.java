package org.wellspring.filter.cql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.wellspring.filter.FilterProblem;
import org.wellspring.filter.cql.grammar.CqlLexer;
import org.wellspring.filter.cql.grammar.CqlParser;
import org.wellspring.filter.cql.grammar.CqlParser.ChainContext;
import org.wellspring.filter.cql.grammar.CqlParser.ItemContext;
import org.wellspring.filter.cql.grammar.CqlParser.QueryContext;
import org.wellspring.filter.query.Query;
import org.wellspring.filter.text.GrammarReader;
import org.wellspring.filter.text.TextLimits;

/** Text → {@link Query}. Safe for use by several threads. */
final class CqlReader {
  private static final Map<String, String> TOKENS =
      Map.of(
          "NAME", "a name",
          "TEXT", "a 'text'",
          "INTEGER", "a number",
          "REAL", "a number",
          "BINARY", "a number",
          "HEX", "a number");

  private final GrammarReader<CqlParser> grammar;
  private final TextLimits limits;

  CqlReader(TextLimits limits) {
    this.grammar = new GrammarReader<>("CQL query", CqlLexer::new, CqlParser::new, TOKENS, limits);
    this.limits = limits;
  }

  Query read(String text) throws FilterProblem {
    QueryContext rule = grammar.read(text, CqlParser::query);
    String fromClass = rule.NAME(0).getText();
    Optional<String> alias =
        rule.NAME().size() > 1 ? Optional.of(rule.NAME(1).getText()) : Optional.empty();
    Chains chains = new Chains(fromClass, alias);
    List<Query.Selected> selection = selection(rule.item(), chains);
    return rule.expression() == null
        ? new Query(selection, fromClass, alias, Optional.empty())
        : new Query(
            selection,
            fromClass,
            alias,
            Optional.of(new ConditionReader(chains, limits).expression(rule.expression())));
  }

  /** Empty as soon as one entry stands for everything. */
  private static List<Query.Selected> selection(List<ItemContext> items, Chains chains)
      throws FilterProblem {
    List<Query.Selected> selection = new ArrayList<>();
    boolean everything = false;
    for (ItemContext item : items) {
      List<String> path = item.chain() == null ? List.of() : chains.names(item.chain());
      everything |= path.isEmpty();
      if (!path.isEmpty()) {
        selection.add(new Query.Selected(path));
      }
    }
    return everything ? List.of() : selection;
  }

  /** Chains of names, of which the first may name the event. */
  record Chains(String fromClass, Optional<String> alias) {
    boolean isTheEvent(String name) {
      return Stream.concat(Stream.of(fromClass), alias.stream()).anyMatch(name::equalsIgnoreCase);
    }

    /** Without the name of the event, and without indexes: those are not selected by. */
    List<String> names(ChainContext chain) throws FilterProblem {
      List<String> names = new ArrayList<>();
      for (CqlParser.StepContext step : chain.step()) {
        if (step.INTEGER() != null) {
          throw problem(step, "one value of a list cannot be selected");
        }
        names.add(step.NAME(step.NAME().size() - 1).getText());
      }
      return isTheEvent(names.get(0)) ? names.subList(1, names.size()) : names;
    }
  }

  static FilterProblem problem(ParserRuleContext at, String what) {
    return new FilterProblem(GrammarReader.place(at.getStart()) + what);
  }
}
