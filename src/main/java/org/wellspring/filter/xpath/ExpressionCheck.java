package org.wellspring.filter.xpath;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wellspring.filter.FilterProblem;

/**
 * Says of an expression what is wrong with it and where, so that a mistyped filter is refused at
 * Subscribe instead of selecting nothing for ever.
 */
final class ExpressionCheck {
  /** Levels of parentheses and brackets. */
  private static final int MAX_NESTING = 100;

  private final String expression;

  ExpressionCheck(String expression) {
    this.expression = expression;
  }

  /**
   * Done before the parser sees the text: it looks for a closing parenthesis that is not there for
   * ever, taking memory all the while.
   */
  void refuseUnbalanced() throws FilterProblem {
    Deque<Integer> open = new ArrayDeque<>();
    for (int i = 0; i < expression.length(); i++) {
      char c = expression.charAt(i);
      if (c == '\'' || c == '"') {
        int end = expression.indexOf(c, i + 1);
        if (end < 0) {
          throw new FilterProblem(at(i) + "the literal is not closed");
        }
        i = end;
      } else if (c == '(' || c == '[') {
        open.push(i);
        if (open.size() > MAX_NESTING) {
          throw new FilterProblem(
              at(i)
                  + "the expression is nested too deeply; "
                  + MAX_NESTING
                  + " levels are allowed");
        }
      } else if (c == ')' || c == ']') {
        char opening = c == ')' ? '(' : '[';
        if (open.isEmpty() || expression.charAt(open.pop()) != opening) {
          throw new FilterProblem(at(i) + "this " + c + " closes no " + opening);
        }
      }
    }
    if (!open.isEmpty()) {
      throw new FilterProblem(
          at(open.element()) + "this " + expression.charAt(open.element()) + " is not closed");
    }
  }

  private static String at(int index) {
    return "at character " + (index + 1) + ": ";
  }

  FilterProblem noFunction(String function) {
    return new FilterProblem(
        "at character "
            + place(function + "\\s*\\(")
            + ": XPath 1.0 has no function "
            + function
            + "()");
  }

  FilterProblem noVariable(String variable) {
    return new FilterProblem(
        "at character "
            + place("\\$" + variable)
            + ": there are no variables here, but $"
            + variable
            + " is used");
  }

  /** A function that is there, but not used like this. */
  FilterProblem misused(String function, String why) {
    return new FilterProblem(
        "at character " + place(function + "\\s*\\(") + ": " + function + "() " + why);
  }

  FilterProblem undeclared(String prefix, Map<String, String> namespaces) {
    return new FilterProblem(undeclaredText(prefix, namespaces));
  }

  private String undeclaredText(String prefix, Map<String, String> namespaces) {
    String known =
        namespaces.isEmpty()
            ? "no prefix is declared"
            : "declared are " + String.join(", ", namespaces.keySet().stream().sorted().toList());
    return "at character "
        + place(prefix + "\\s*:(?!:)")
        + ": the prefix "
        + prefix
        + " is not declared ("
        + known
        + "). Declare it on the element that holds the expression, with xmlns:"
        + prefix
        + "=\"…\", or, for clients that cannot, under resources[].prefixes in the server's configuration";
  }

  /** Where a name stands that is not part of a longer one; literals are passed over. */
  private int place(String pattern) {
    Matcher token =
        Pattern.compile("'[^']*'|\"[^\"]*\"|(?<![\\w.-])(?<!(?<!:):)(" + pattern + ")")
            .matcher(expression);
    while (token.find()) {
      if (token.group(1) != null) {
        return token.start(1) + 1;
      }
    }
    return 1;
  }
}
