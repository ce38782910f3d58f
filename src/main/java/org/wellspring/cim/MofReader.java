package org.wellspring.cim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wellspring.cim.MofTokens.Kind;
import org.wellspring.cim.MofTokens.Token;

/**
 * Reads the class declarations of a MOF file. DSP0004 Annex A, without what class files of servers
 * seldom have: methods, qualifier declarations, instances, pragmas and aliases are refused by name.
 *
 * <pre>
 *   file      = { [qualifiers] "class" NAME [":" NAME] "{" { property } "}" ";" }
 *   qualifiers= "[" NAME [ "(" value ")" | array ] [":" flavor...] { "," ... } "]"
 *   property  = [qualifiers] ( TYPE NAME [ "[" [NUMBER] "]" ] | CLASS "REF" NAME ) [ "=" (value | array) ] ";"
 *   array     = "{" value { "," value } "}"
 *   value     = STRING { STRING } | NUMBER | "true" | "false" | "null"
 * </pre>
 */
final class MofReader {
  private final String source;
  private final List<Token> tokens;
  private int at;

  private MofReader(String source, List<Token> tokens) {
    this.source = source;
    this.tokens = tokens;
  }

  /**
   * Reads a file.
   *
   * @param source its name, for messages
   */
  static List<CimClass> read(String source, String text) throws MofProblem {
    MofReader reader = new MofReader(source, MofTokens.of(source, text));
    List<CimClass> classes = new ArrayList<>();
    while (reader.peek().kind() != Kind.END) {
      classes.add(reader.declaration());
    }
    return classes;
  }

  private CimClass declaration() throws MofProblem {
    List<Qualifier> qualifiers = qualifiers();
    if (!peek().isWord("class")) {
      throw problem("only class declarations are read here");
    }
    next();
    String name = word("the name of a class");
    Optional<String> superclass = Optional.empty();
    if (taken(":")) {
      superclass = Optional.of(word("the name of the superclass"));
    }
    mark("{");
    List<PropertyDeclaration> properties = new ArrayList<>();
    while (!taken("}")) {
      properties.add(property(name));
    }
    mark(";");
    return new CimClass(name, superclass, qualifiers, properties);
  }

  private List<Qualifier> qualifiers() throws MofProblem {
    List<Qualifier> read = new ArrayList<>();
    if (!taken("[")) {
      return read;
    }
    do {
      read.add(qualifier());
    } while (taken(","));
    mark("]");
    return read;
  }

  private Qualifier qualifier() throws MofProblem {
    String name = word("the name of a qualifier");
    Qualifier read;
    if (taken("(")) {
      Token first = peek();
      String text = value();
      mark(")");
      read = new Qualifier(name, typeOf(first), CimValue.of(text));
    } else if (peek().isMark("{")) {
      read = new Qualifier(name, CimType.STRING, CimValue.ofTexts(array()));
    } else {
      read = new Qualifier(name, CimType.BOOLEAN, CimValue.of(true));
    }
    if (taken(":")) {
      while (peek().kind() == Kind.WORD) { // flavors: each qualifier has its usual one
        next();
      }
    }
    return read;
  }

  private static CimType typeOf(Token first) {
    if (first.kind() == Kind.NUMBER) {
      return first.text().startsWith("-") ? CimType.SINT64 : CimType.UINT32;
    }
    return first.kind() == Kind.WORD ? CimType.BOOLEAN : CimType.STRING;
  }

  private PropertyDeclaration property(String className) throws MofProblem {
    List<Qualifier> qualifiers = qualifiers();
    String typeName = word("a type");
    boolean reference = peek().isWord("ref");
    if (reference) {
      next();
    }
    CimType type =
        reference
            ? CimType.REFERENCE
            : CimType.named(typeName).orElseThrow(() -> problem(typeName + " is no type"));
    String name = word("the name of a property");
    if (peek().isMark("(")) {
      throw problem("methods are not served here, so " + name + " cannot be declared");
    }
    Cardinality cardinality = cardinality();
    Optional<CimValue> value = taken("=") ? defaultValue(type, cardinality) : Optional.empty();
    mark(";");
    return new PropertyDeclaration(
        name,
        type,
        cardinality,
        reference ? Optional.of(typeName) : Optional.empty(),
        qualifiers,
        value,
        className,
        className);
  }

  private Cardinality cardinality() throws MofProblem {
    if (!taken("[")) {
      return Cardinality.SCALAR;
    }
    if (peek().kind() == Kind.NUMBER) {
      next();
    }
    mark("]");
    return Cardinality.ARRAY;
  }

  private Optional<CimValue> defaultValue(CimType type, Cardinality cardinality) throws MofProblem {
    if (peek().isWord("null")) {
      next();
      return Optional.empty();
    }
    try {
      return Optional.of(
          cardinality == Cardinality.ARRAY
              ? CimValue.ofTexts(array().stream().map(type::canonical).toList())
              : CimValue.of(type.canonical(value())));
    } catch (IllegalArgumentException e) {
      throw problem(String.valueOf(e.getMessage()));
    }
  }

  private List<String> array() throws MofProblem {
    mark("{");
    List<String> items = new ArrayList<>();
    do {
      items.add(value());
    } while (taken(","));
    mark("}");
    return items;
  }

  private String value() throws MofProblem {
    Token first = next();
    StringBuilder text = new StringBuilder(first.text());
    if (first.kind() == Kind.STRING) {
      while (peek().kind() == Kind.STRING) {
        text.append(next().text());
      }
    } else if (first.kind() != Kind.NUMBER && !first.isWord("true") && !first.isWord("false")) {
      at--;
      throw problem("a value is wanted");
    }
    return text.toString();
  }

  private Token peek() {
    return tokens.get(at);
  }

  private Token next() {
    Token here = tokens.get(at);
    at = Math.min(at + 1, tokens.size() - 1);
    return here;
  }

  private boolean taken(String mark) {
    boolean there = peek().isMark(mark);
    if (there) {
      next();
    }
    return there;
  }

  private void mark(String mark) throws MofProblem {
    if (!taken(mark)) {
      throw problem(mark + " is wanted");
    }
  }

  private String word(String what) throws MofProblem {
    if (peek().kind() != Kind.WORD) {
      throw problem(what + " is wanted");
    }
    return next().text();
  }

  private MofProblem problem(String what) {
    return new MofProblem(source, peek().line(), what + "; seen is " + peek().text());
  }
}
