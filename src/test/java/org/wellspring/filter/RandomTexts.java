package org.wellspring.filter;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.wellspring.testing.Events;
import org.wellspring.xml.XmlElement;

/** Random filters in each textual dialect, and random events that some of them match. */
final class RandomTexts {
  private static final List<String> NAMES = List.of("a", "b", "c", "Obj.d", "Obj.e", "gone");
  private static final List<String> VALUES =
      List.of(
          "", "1", "2", "10", "10.0", "-3", "0x0A", "red", "Red", "redder", "blue", "true", "0",
          "a b", "1e1");
  private static final List<String> CLASSES =
      List.of(
          "CIM_Indication", "CIM_ProcessIndication", "CIM_AlertIndication", "XYZ_Alert", "Other");

  private final Random random;

  RandomTexts(long seed) {
    this.random = new Random(seed);
  }

  private <T> T of(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private String value() {
    return of(VALUES);
  }

  // events

  XmlElement event() {
    StringBuilder xml = new StringBuilder("<x:");
    String name = of(CLASSES);
    xml.append(name)
        .append(" xmlns:x='urn:x' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'");
    if (random.nextInt(4) == 0) {
      xml.append(" b='").append(value()).append('\'');
    }
    xml.append('>');
    for (String property : List.of("a", "b", "c")) {
      properties(xml, property);
    }
    for (int objects = random.nextInt(3); objects > 0; objects--) {
      String type = random.nextBoolean() ? " xsi:type='x:" + of(CLASSES) + "_Type'" : "";
      xml.append("<x:Obj").append(type).append('>');
      properties(xml, "d");
      properties(xml, "e");
      xml.append("</x:Obj>");
    }
    return Events.xml(xml.append("</x:").append(name).append('>').toString());
  }

  private void properties(StringBuilder xml, String name) {
    int count = List.of(0, 1, 1, 1, 1, 2, 3).get(random.nextInt(7));
    String spelled = random.nextInt(5) == 0 ? name.toUpperCase(java.util.Locale.ROOT) : name;
    for (int i = 0; i < count; i++) {
      xml.append("<x:").append(spelled);
      if (random.nextInt(8) == 0) {
        xml.append(" xsi:nil='true'/>");
      } else {
        String pad = random.nextInt(6) == 0 ? " " : "";
        xml.append('>').append(pad).append(value()).append(pad);
        xml.append("</x:").append(spelled).append('>');
      }
    }
  }

  // filters

  private String condition(int depth, Supplier<String> test, String and, String or, String not) {
    if (depth == 0 || random.nextInt(3) == 0) {
      return test.get();
    }
    String left = condition(depth - 1, test, and, or, not);
    String right = condition(depth - 1, test, and, or, not);
    return switch (random.nextInt(not.isEmpty() ? 3 : 4)) {
      case 0, 1 -> "(" + left + " " + and + " " + right + ")";
      case 2 -> "(" + left + " " + or + " " + right + ")";
      default -> not + " (" + left + ")";
    };
  }

  String cql() {
    return "SELECT * FROM "
        + of(CLASSES)
        + " WHERE "
        + condition(3, this::cqlTest, "AND", "OR", "NOT");
  }

  private String cqlTest() {
    String name = of(NAMES);
    String sign = of(List.of("=", "=", "<>", "<", "<=", ">", ">="));
    return switch (random.nextInt(11)) {
      case 0, 1, 2 -> name + " " + sign + " '" + value() + "'";
      case 3, 4 -> name + " " + sign + " " + of(List.of("1", "10", "-3", "2.5", "0"));
      case 5 -> name + of(List.of(" IS NULL", " IS NOT NULL"));
      case 6 ->
          name
              + " LIKE '"
              + of(List.of("re.*", "red|blue|10", ".*d", ".*e.*", "r.d", "[rb].*", "r?e?d+"))
              + "'";
      case 7 -> of(List.of("ANY ", "EVERY ")) + name + " " + sign + " '" + value() + "'";
      case 8 -> name + "[" + random.nextInt(3) + "] " + sign + " '" + value() + "'";
      case 9 -> name + " " + sign + " " + of(NAMES);
      default ->
          of(
              List.of(
                  "Obj ISA " + of(CLASSES),
                  "Obj." + of(CLASSES) + "::d = '" + value() + "'",
                  name + " = TRUE"));
    };
  }

  String wql() {
    return "SELECT * FROM "
        + of(CLASSES)
        + " WHERE "
        + condition(3, this::wqlTest, "AND", "OR", "NOT");
  }

  private String wqlTest() {
    String name = of(NAMES);
    String sign = of(List.of("=", "=", "<>", "!=", "<", "<=", ">", ">="));
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> name + " " + sign + " \"" + value() + "\"";
      case 3 -> name + " " + sign + " " + of(List.of("1", "10", "-3", "2.5", "0"));
      case 4 -> name + of(List.of(" IS NULL", " IS NOT NULL", " IS TRUE", " IS NOT FALSE"));
      case 5 ->
          name + " LIKE \"" + of(List.of("RE%", "%D", "%e%", "r_d", "[a-r]%", "blue", "%")) + "\"";
      case 6 -> name + " " + sign + " " + of(NAMES);
      default ->
          of(
              List.of(
                  "Obj ISA \"" + of(CLASSES) + "\"",
                  "__CLASS = \"" + of(CLASSES) + "\"",
                  "NOT " + name + " = 1"));
    };
  }

  String criteria() {
    return condition(3, this::criteriaTest, "AND", "OR", "NOT");
  }

  private String criteriaTest() {
    String operator =
        of(
            List.of(
                "EQUALS",
                "EQUALS",
                "EQUALSIGNORECASE",
                "STARTS_WITH",
                "STARTS_WITH_IGNORE_CASE",
                "ENDS_WITH",
                "ENDS_WITH_IGNORE_CASE",
                "CONTAINS",
                "CONTAINS_IGNORECASE",
                "LIST_CONTAINS",
                "SMALLER_THAN",
                "SMALLER_OR_EQUALS",
                "GREATER_THAN",
                "GREATER_OR_EQUALS",
                "NOT_EQUALS",
                "NOT_EQUALS_IGNORE_CASE"));
    String value = operator.startsWith("NOT") ? "red" : value();
    return random.nextInt(6) == 0
        ? "CLASS EQUALS \"" + of(CLASSES) + "\""
        : of(List.of("a", "b", "c", "gone")) + " " + operator + " \"" + value + "\"";
  }

  String selection() {
    return of(List.of("*", "*", of(CLASSES)))
        + "["
        + condition(3, this::selectionTest, "and", "or", "")
        + "]";
  }

  private String selectionTest() {
    String name =
        of(List.of("a", "b", "c", "@b", "Obj/d", "Obj/e", "gone", "Obj/*", "Obj[d]/e", "c/text()"));
    String sign = of(List.of("=", "=", "!=", "<", "<=", ">", ">="));
    return switch (random.nextInt(7)) {
      case 0, 1 -> name + sign + "'" + value() + "'";
      case 2, 3 -> name + sign + of(List.of("1", "10", "-3", "2.5", "0"));
      case 4 -> name;
      case 5 ->
          "Obj["
              + of(List.of("d=1 and e='red'", "d>1 or e", "2]/d[1", "position()=2", "a=(b=1)"))
              + "]";
      default ->
          of(List.of("band(" + name + ",2)", "10" + sign + name, name + sign + "c", "(a=1)=(b=1)"));
    };
  }
}
