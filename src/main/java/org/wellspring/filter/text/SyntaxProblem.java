package org.wellspring.filter.text;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.Vocabulary;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.antlr.v4.runtime.tree.ErrorNode;
import org.antlr.v4.runtime.tree.ParseTreeListener;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.wellspring.filter.FilterProblem;

/**
 * Says what could have stood in the place of a token. The parser alone does not know: having left
 * an optional part it has forgotten that it might have gone on there. So the text is read once more
 * and the place behind each token is noted.
 */
final class SyntaxProblem {
  /** Longest token shown. */
  private static final int SHOWN = 40;

  private final Parser parser;
  private final Map<String, String> names;
  private IntervalSet expected = new IntervalSet();

  SyntaxProblem(Parser parser, Map<String, String> names) {
    this.parser = parser;
    this.names = names;
  }

  <P extends Parser> FilterProblem explain(
      Function<P, ? extends ParserRuleContext> start, Token found) {
    parser.removeErrorListeners();
    parser.setErrorHandler(new FirstErrorEnds());
    parser.addParseListener(new Follower());
    expected = parser.getATN().nextTokens(parser.getATN().ruleToStartState[0]);
    try {
      @SuppressWarnings("unchecked") // made by the same function
      P typed = (P) parser;
      var unused = start.apply(typed);
    } catch (FirstErrorEnds.Found again) {
      // as before
    }
    return new FilterProblem(
        GrammarReader.place(found) + "found " + shown(found) + ", expected " + list());
  }

  private String list() {
    Set<String> words = new LinkedHashSet<>();
    expected.toList().stream()
        .filter(type -> type != Token.EOF)
        .map(this::name)
        .forEach(words::add);
    if (expected.contains(Token.EOF)) {
      words.add("the end of the text");
    }
    List<String> all = List.copyOf(words);
    int last = all.size() - 1;
    return last <= 0
        ? String.join("", all)
        : String.join(", ", all.subList(0, last)) + " or " + all.get(last);
  }

  private String name(int type) {
    Vocabulary vocabulary = parser.getVocabulary();
    String literal = vocabulary.getLiteralName(type);
    if (literal == null) {
      String symbol = vocabulary.getSymbolicName(type);
      return names.getOrDefault(symbol, symbol);
    }
    String word = literal.substring(1, literal.length() - 1);
    return Character.isLetter(word.charAt(0)) ? word : "'" + word + "'";
  }

  private String shown(Token token) {
    if (token.getType() == Token.EOF) {
      return "the end of the text";
    }
    String text = token.getText().strip();
    String symbol = parser.getVocabulary().getSymbolicName(token.getType());
    String kind =
        symbol != null && symbol.startsWith("UNCLOSED") ? "a text that is not closed: " : "";
    String cut =
        text.codePointCount(0, text.length()) <= SHOWN
            ? text
            : text.substring(0, text.offsetByCodePoints(0, SHOWN)) + "…";
    return kind + "'" + cut + "'";
  }

  private final class Follower implements ParseTreeListener {
    @Override
    public void visitTerminal(TerminalNode node) {
      var behind = parser.getATN().states.get(parser.getState()).transition(0).target;
      expected = parser.getATN().getExpectedTokens(behind.stateNumber, parser.getContext());
    }

    @Override
    public void visitErrorNode(ErrorNode node) {}

    @Override
    public void enterEveryRule(ParserRuleContext rule) {}

    @Override
    public void exitEveryRule(ParserRuleContext rule) {}
  }
}
