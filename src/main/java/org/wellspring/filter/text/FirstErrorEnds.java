package org.wellspring.filter.text;

import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;

/** No repair: a filter with an error in it is not guessed at. */
final class FirstErrorEnds extends DefaultErrorStrategy {
  /** Ends a parse at the token that does not fit. */
  static final class Found extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Token token;

    Found(Token token) {
      super(null, null, false, false);
      this.token = token;
    }

    Token token() {
      return token;
    }
  }

  @Override
  public void recover(Parser recognizer, RecognitionException e) {
    throw new Found(e.getOffendingToken());
  }

  @Override
  public void reportError(Parser recognizer, RecognitionException e) {
    throw new Found(e.getOffendingToken());
  }

  @Override
  public Token recoverInline(Parser recognizer) {
    throw new Found(recognizer.getCurrentToken());
  }

  @Override
  public void sync(Parser recognizer) {
    // the next match finds it
  }
}
