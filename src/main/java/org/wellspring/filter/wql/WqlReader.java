package org.wellspring.filter.wql;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.wellspring.filter.FilterProblem;
import org.wellspring.filter.query.Query;
import org.wellspring.filter.text.GrammarReader;
import org.wellspring.filter.text.TextLimits;
import org.wellspring.filter.wql.grammar.WqlLexer;
import org.wellspring.filter.wql.grammar.WqlParser;
import org.wellspring.filter.wql.grammar.WqlParser.ChainContext;
import org.wellspring.filter.wql.grammar.WqlParser.QueryContext;

/** Text → {@link Query}. Safe for use by several threads. */
final class WqlReader {
  private static final Map<String, String> TOKENS =
      Map.of(
          "NAME", "a name",
          "TEXT", "a \"text\"",
          "INTEGER", "a number",
          "REAL", "a number",
          "HEX", "a number");

  private final GrammarReader<WqlParser> grammar;

  WqlReader(TextLimits limits) {
    this.grammar = new GrammarReader<>("WQL query", WqlLexer::new, WqlParser::new, TOKENS, limits);
  }

  Query read(String text) throws FilterProblem {
    QueryContext rule = grammar.read(text, WqlParser::query);
    String fromClass = rule.NAME().getText();
    List<Query.Selected> selection =
        rule.chain().stream()
            .map(chain -> names(chain, fromClass))
            .filter(path -> !path.isEmpty())
            .map(Query.Selected::new)
            .toList();
    boolean everything = selection.size() < rule.chain().size();
    return new Query(
        everything ? List.of() : selection,
        fromClass,
        Optional.empty(),
        rule.expression() == null
            ? Optional.empty()
            : Optional.of(new ConditionReader(fromClass).expression(rule.expression())));
  }

  /** Without the name of the event, if it begins with that. */
  static List<String> names(ChainContext chain, String fromClass) {
    List<String> names = chain.NAME().stream().map(name -> name.getText()).toList();
    boolean named =
        names.get(0).equalsIgnoreCase(fromClass) || names.get(0).equalsIgnoreCase("__THIS");
    return named ? names.subList(1, names.size()) : names;
  }

  static FilterProblem problem(ParserRuleContext at, String what) {
    return new FilterProblem(GrammarReader.place(at.getStart()) + what);
  }
}
