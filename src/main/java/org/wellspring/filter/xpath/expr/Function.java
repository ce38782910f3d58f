package org.wellspring.filter.xpath.expr;

import java.util.Optional;
import org.wellspring.filter.xpath.expr.Expr.Type;

/** The core function library. §4. */
public enum Function {
  LAST("last", Type.NUMBER, 0, 0),
  POSITION("position", Type.NUMBER, 0, 0),
  COUNT("count", Type.NUMBER, 1, 1),
  ID("id", Type.NODES, 1, 1),
  LOCAL_NAME("local-name", Type.STRING, 0, 1),
  NAMESPACE_URI("namespace-uri", Type.STRING, 0, 1),
  NAME("name", Type.STRING, 0, 1),
  STRING("string", Type.STRING, 0, 1),
  CONCAT("concat", Type.STRING, 2, Integer.MAX_VALUE),
  STARTS_WITH("starts-with", Type.BOOLEAN, 2, 2),
  CONTAINS("contains", Type.BOOLEAN, 2, 2),
  SUBSTRING_BEFORE("substring-before", Type.STRING, 2, 2),
  SUBSTRING_AFTER("substring-after", Type.STRING, 2, 2),
  SUBSTRING("substring", Type.STRING, 2, 3),
  STRING_LENGTH("string-length", Type.NUMBER, 0, 1),
  NORMALIZE_SPACE("normalize-space", Type.STRING, 0, 1),
  TRANSLATE("translate", Type.STRING, 3, 3),
  BOOLEAN("boolean", Type.BOOLEAN, 1, 1),
  NOT("not", Type.BOOLEAN, 1, 1),
  TRUE("true", Type.BOOLEAN, 0, 0),
  FALSE("false", Type.BOOLEAN, 0, 0),
  LANG("lang", Type.BOOLEAN, 1, 1),
  NUMBER("number", Type.NUMBER, 0, 1),
  SUM("sum", Type.NUMBER, 1, 1),
  FLOOR("floor", Type.NUMBER, 1, 1),
  CEILING("ceiling", Type.NUMBER, 1, 1),
  ROUND("round", Type.NUMBER, 1, 1);

  private final String written;
  private final Type type;
  private final int least;
  private final int most;

  Function(String written, Type type, int least, int most) {
    this.written = written;
    this.type = type;
    this.least = least;
    this.most = most;
  }

  public static Optional<Function> named(String name) {
    for (Function function : values()) {
      if (function.written.equals(name)) {
        return Optional.of(function);
      }
    }
    return Optional.empty();
  }

  public String written() {
    return written;
  }

  public Type type() {
    return type;
  }

  public boolean takes(int arguments) {
    return arguments >= least && arguments <= most;
  }

  /** How many arguments it takes, in words. */
  public String arity() {
    if (most == Integer.MAX_VALUE) {
      return least + " or more";
    }
    return least == most ? Integer.toString(least) : least + " or " + most;
  }

  /** Whether its arguments must be node-sets: nothing converts to one. */
  public boolean needsNodes() {
    return switch (this) {
      case COUNT, SUM, LOCAL_NAME, NAMESPACE_URI, NAME -> true;
      default -> false;
    };
  }
}
