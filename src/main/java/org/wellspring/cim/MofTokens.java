package org.wellspring.cim;

import java.util.ArrayList;
import java.util.List;

/** Takes MOF text apart into words, numbers, strings and marks. DSP0004 Annex A. */
final class MofTokens {
  /** What a token is. */
  enum Kind {
    WORD,
    NUMBER,
    STRING,
    MARK,
    END
  }

  /**
   * A token.
   *
   * @param text of a string: what it says, without quotes and escapes
   */
  record Token(Kind kind, String text, int line) {
    boolean isWord(String word) {
      return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }

    boolean isMark(String mark) {
      return kind == Kind.MARK && text.equals(mark);
    }
  }

  private static final String MARKS = "[](){}:;,=#$";

  private final String source;
  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int line = 1;

  private MofTokens(String source, String text) {
    this.source = source;
    this.text = text;
  }

  static List<Token> of(String source, String text) throws MofProblem {
    MofTokens reader = new MofTokens(source, text);
    reader.readAll();
    return List.copyOf(reader.tokens);
  }

  private void readAll() throws MofProblem {
    while (skipBlanks()) {
      char c = text.charAt(at);
      if (c == '"') {
        string();
      } else if (Character.isLetter(c) || c == '_') {
        add(Kind.WORD, run("_"));
      } else if (Character.isDigit(c) || c == '-' || c == '+' || c == '.') {
        add(Kind.NUMBER, run("+-._"));
      } else if (MARKS.indexOf(c) >= 0) {
        add(Kind.MARK, String.valueOf(c));
        at++;
      } else {
        throw problem("the character " + c + " means nothing here");
      }
    }
    add(Kind.END, "the end");
  }

  private String run(String more) {
    int start = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || more.indexOf(text.charAt(at)) >= 0)) {
      at++;
    }
    return text.substring(start, at);
  }

  private void add(Kind kind, String what) {
    tokens.add(new Token(kind, what, line));
  }

  /** Skips white space and comments; false at the end. */
  private boolean skipBlanks() throws MofProblem {
    while (at < text.length()) {
      if (text.startsWith("//", at)) {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (text.startsWith("/*", at)) {
        skipBlock();
      } else if (Character.isWhitespace(text.charAt(at))) {
        line += text.charAt(at) == '\n' ? 1 : 0;
        at++;
      } else {
        return true;
      }
    }
    return false;
  }

  private void skipBlock() throws MofProblem {
    int end = text.indexOf("*/", at);
    if (end < 0) {
      throw problem("the comment has no end");
    }
    line += (int) text.substring(at, end).chars().filter(c -> c == '\n').count();
    at = end + 2;
  }

  private void string() throws MofProblem {
    StringBuilder content = new StringBuilder();
    at++;
    while (at < text.length() && text.charAt(at) != '"') {
      char c = text.charAt(at++);
      if (c == '\n') {
        throw problem("a string ends on its line; the next one goes on with it");
      }
      content.append(c == '\\' ? escaped() : c);
    }
    if (at >= text.length()) {
      throw problem("the string has no end");
    }
    at++;
    add(Kind.STRING, content.toString());
  }

  private char escaped() throws MofProblem {
    char c = at < text.length() ? text.charAt(at++) : ' ';
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case '"', '\\', '\'' -> c;
      default -> throw problem("\\" + c + " is no escape");
    };
  }

  private MofProblem problem(String what) {
    return new MofProblem(source, line, what);
  }
}
