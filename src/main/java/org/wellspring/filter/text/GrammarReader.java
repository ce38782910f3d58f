package org.wellspring.filter.text;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Lexer;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.wellspring.filter.FilterProblem;

/**
 * Reads texts by one generated grammar. The first error ends the reading; it names line, column,
 * what was found and what was expected there. Safe for use by several threads.
 *
 * <p>The lexers must end in a rule that takes any character, so that the parser reports what does
 * not belong.
 *
 * @param <P> the generated parser
 */
public final class GrammarReader<P extends Parser> {
  private static final Set<String> OPENING = Set.of("(", "[");
  private static final Set<String> CLOSING = Set.of(")", "]");

  private final String what;
  private final Function<CharStream, Lexer> lexers;
  private final Function<TokenStream, P> parsers;
  private final Map<String, String> tokenNames;
  private final TextLimits limits;

  /**
   * @param what names a text of this grammar in messages, as in "condition"
   * @param tokenNames how messages call the tokens that are no fixed word, by their name in the
   *     grammar
   */
  public GrammarReader(
      String what,
      Function<CharStream, Lexer> lexers,
      Function<TokenStream, P> parsers,
      Map<String, String> tokenNames,
      TextLimits limits) {
    this.what = what;
    this.lexers = lexers;
    this.parsers = parsers;
    this.tokenNames = Map.copyOf(tokenNames);
    this.limits = limits;
  }

  /**
   * Reads a text.
   *
   * @param start the rule for a whole text, which must end with EOF
   */
  public <T extends ParserRuleContext> T read(String text, Function<P, T> start)
      throws FilterProblem {
    limits.checkLength(text, what);
    CommonTokenStream tokens = tokens(text);
    checkNesting(tokens);
    P parser = parsers.apply(tokens);
    parser.removeErrorListeners();
    parser.setErrorHandler(new FirstErrorEnds());
    try {
      return start.apply(parser);
    } catch (FirstErrorEnds.Found error) {
      tokens.seek(0);
      throw new SyntaxProblem(parsers.apply(tokens), tokenNames).explain(start, error.token());
    }
  }

  private CommonTokenStream tokens(String text) {
    Lexer lexer = lexers.apply(CharStreams.fromString(text));
    lexer.removeErrorListeners();
    CommonTokenStream tokens = new CommonTokenStream(lexer);
    tokens.fill();
    return tokens;
  }

  /** Before the parser, which descends once per level, sees them. */
  private void checkNesting(CommonTokenStream tokens) throws FilterProblem {
    int level = 0;
    for (Token token : tokens.getTokens()) {
      if (OPENING.contains(token.getText()) && ++level > limits.maxNesting()) {
        throw new FilterProblem(
            place(token)
                + "the "
                + what
                + " is nested too deeply; "
                + limits.maxNesting()
                + " levels are allowed");
      } else if (CLOSING.contains(token.getText())) {
        level--;
      }
    }
  }

  /** How messages begin that are about a token. */
  public static String place(Token token) {
    return "line " + token.getLine() + ", column " + (token.getCharPositionInLine() + 1) + ": ";
  }
}
