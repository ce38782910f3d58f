package org.wellspring.filter.xpath;

import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jaxen.saxpath.SAXPathException;
import org.jaxen.saxpath.XPathHandler;
import org.jaxen.saxpath.XPathSyntaxException;
import org.jaxen.saxpath.base.XPathReader;
import org.wellspring.filter.FilterProblem;

/**
 * Finds at Subscribe what XPath itself only notices at evaluation: prefixes that are not declared,
 * functions that do not exist, variables. Otherwise a mistyped filter would be accepted and then
 * select nothing, for ever.
 */
final class ExpressionCheck {
  /** XPath 1.0 §4. */
  private static final Set<String> FUNCTIONS =
      Set.of(
          "last",
          "position",
          "count",
          "id",
          "local-name",
          "namespace-uri",
          "name",
          "string",
          "concat",
          "starts-with",
          "contains",
          "substring-before",
          "substring-after",
          "substring",
          "string-length",
          "normalize-space",
          "translate",
          "boolean",
          "not",
          "true",
          "false",
          "lang",
          "number",
          "sum",
          "floor",
          "ceiling",
          "round");

  /** Levels of parentheses and brackets. */
  private static final int MAX_NESTING = 100;

  private final String expression;
  private final Set<String> prefixes = new LinkedHashSet<>();
  private final Set<String> functions = new LinkedHashSet<>();
  private final Set<String> variables = new LinkedHashSet<>();

  private ExpressionCheck(String expression) {
    this.expression = expression;
  }

  static void check(String expression, Map<String, String> namespaces) throws FilterProblem {
    ExpressionCheck check = new ExpressionCheck(expression);
    check.refuseUnbalanced();
    check.scan();
    check.refuseUnknown(namespaces);
  }

  /**
   * Done before the parser sees the text: it looks for a closing parenthesis that is not there for
   * ever, taking memory all the while.
   */
  private void refuseUnbalanced() throws FilterProblem {
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

  private void scan() throws FilterProblem {
    XPathReader reader = new XPathReader();
    reader.setXPathHandler(handler());
    try {
      reader.parse(expression);
    } catch (XPathSyntaxException e) {
      throw new FilterProblem(
          "at character " + (e.getPosition() + 1) + " of '" + expression + "': " + e.getMessage());
    } catch (SAXPathException e) {
      throw new FilterProblem("'" + expression + "': " + e.getMessage());
    } catch (StackOverflowError e) { // the parser descends once per nesting level
      throw new FilterProblem("the expression is nested too deeply");
    }
  }

  /** Jaxen's handler has 40 callbacks, of which three matter here. */
  private XPathHandler handler() {
    return (XPathHandler)
        Proxy.newProxyInstance(
            XPathHandler.class.getClassLoader(),
            new Class<?>[] {XPathHandler.class},
            (proxy, method, args) -> {
              switch (method.getName()) {
                case "startNameStep" -> note(prefixes, args[1]);
                case "startFunction" -> note(functions, joined(args[0], args[1]));
                case "variableReference" -> note(variables, joined(args[0], args[1]));
                default -> {
                  // structure only
                }
              }
              return null;
            });
  }

  private static String joined(Object prefix, Object local) {
    return prefix == null || prefix.toString().isEmpty() ? local.toString() : prefix + ":" + local;
  }

  private static void note(Set<String> names, Object name) {
    if (name != null && !name.toString().isEmpty()) {
      names.add(name.toString());
    }
  }

  private void refuseUnknown(Map<String, String> namespaces) throws FilterProblem {
    for (String prefix : prefixes) {
      if (!prefix.equals("xml") && !namespaces.containsKey(prefix)) {
        throw new FilterProblem(undeclared(prefix, namespaces));
      }
    }
    for (String function : functions) {
      if (!FUNCTIONS.contains(function)) {
        throw new FilterProblem(
            "at character "
                + place(function + "\\s*\\(")
                + ": XPath 1.0 has no function "
                + function
                + "()");
      }
    }
    if (!variables.isEmpty()) {
      String variable = variables.iterator().next();
      throw new FilterProblem(
          "at character "
              + place("\\$" + variable)
              + ": there are no variables here, but $"
              + variable
              + " is used");
    }
  }

  private String undeclared(String prefix, Map<String, String> namespaces) {
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
