package org.wellspring.filter.index;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.wellspring.filter.predicate.AccessKey;
import org.wellspring.filter.predicate.CannotEvaluate;
import org.wellspring.filter.predicate.Comparison;
import org.wellspring.filter.predicate.EventView;
import org.wellspring.filter.predicate.Exists;
import org.wellspring.filter.predicate.Leaf;
import org.wellspring.filter.predicate.Match;
import org.wellspring.filter.predicate.NumberCompares;
import org.wellspring.filter.predicate.Operand;
import org.wellspring.filter.predicate.Predicate;
import org.wellspring.filter.predicate.TextCase;
import org.wellspring.filter.predicate.Truth;
import org.wellspring.filter.predicate.ValueTest;
import org.wellspring.model.Event;
import org.wellspring.model.ResourceUri;
import org.wellspring.model.SelectorSet;
import org.wellspring.xml.XmlAttribute;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlName;

/**
 * Random predicates and events from a small world, so that they meet often: a few names, texts and
 * numbers; attributes, lists, nulls, embedded objects; leaves that break.
 */
final class RandomAlgebra {
  private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";
  private static final String[] NAMESPACES = {"urn:a", "urn:b"};
  private static final String[] NAMES = {"Volume", "volume", "Time", "Valve", "Inner"};
  private static final String[] TEXTS = {
    "North",
    "north",
    "South",
    "N",
    "",
    " North ",
    "SVPC0123",
    "svpc0124",
    "3",
    "3.0",
    "-0",
    "0",
    "4",
    "1e1",
    "10",
    "9007199254740993",
    "9007199254740992",
    "2.5",
    "NaN",
    "ß",
    "SS",
    "x3"
  };
  private static final String[] NUMBERS = {
    "3", "4", "10", "0", "2.5", "-1", "9007199254740992", "9007199254740993", "1000000"
  };

  private final Random random;

  RandomAlgebra(long seed) {
    this.random = new Random(seed);
  }

  private <T> T any(T[] of) {
    return of[random.nextInt(of.length)];
  }

  Event event(int number) {
    Map<String, String> selectors = new HashMap<>();
    if (random.nextBoolean()) {
      selectors.put(any(NAMES).equals("Time") ? "Unit" : "RESOURCEID", any(TEXTS));
    }
    return Event.of(
        new ResourceUri("urn:fountains"),
        SelectorSet.of(selectors),
        "e" + number,
        "urn:action/" + random.nextInt(3),
        Instant.EPOCH,
        element(0));
  }

  private XmlElement element(int depth) {
    XmlElement.Builder element = XmlElement.builder(any(NAMESPACES), any(NAMES), "p");
    List<XmlName> used = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      XmlName name = new XmlName(random.nextInt(4) == 0 ? "urn:a" : "", any(NAMES));
      if (!used.contains(name)) {
        used.add(name);
        element.attribute(
            new XmlAttribute(name, name.namespace().isEmpty() ? "" : "q", any(TEXTS)));
      }
    }
    if (random.nextInt(6) == 0) {
      return element.attribute(new XmlAttribute(new XmlName(XSI, "nil"), "xsi", "true")).build();
    }
    int children = random.nextInt(8) == 0 ? 20 : random.nextInt(4); // 20: looked up by name
    for (int i = depth < 3 ? children : 0; i > 0; i--) {
      element.add(element(depth + 1));
    }
    return children == 0 || depth == 3 ? element.text(any(TEXTS)).build() : element.build();
  }

  Predicate predicate(int depth) {
    int form = random.nextInt(depth == 0 ? 5 : 9);
    if (form < 5) {
      return random.nextInt(4) == 0 ? Predicate.not(leaf()) : leaf();
    }
    List<Predicate> operands =
        IntStream.range(0, 1 + random.nextInt(4)).mapToObj(i -> predicate(depth - 1)).toList();
    return switch (form) {
      case 5, 6 -> Predicate.allOf(operands);
      case 7 -> Predicate.anyOf(operands);
      default -> Predicate.not(Predicate.allOf(operands));
    };
  }

  private Predicate leaf() {
    Operand operand = operand();
    return switch (random.nextInt(20)) {
      case 0 -> new Exists(operand, any(Exists.Nulls.values()));
      case 1 -> new Breaks(operand, random.nextBoolean());
      case 2 -> new Predicate.Constant(any(Truth.values()));
      case 3, 4, 5 ->
          Predicate.allOf(bound(operand, true), bound(operand, false)); // an interval, or none
      default ->
          new Match(
              operand,
              test(),
              random.nextInt(8) == 0 ? any(Truth.values()) : Truth.of(random.nextInt(5) == 0));
    };
  }

  private Match bound(Operand operand, boolean isLower) {
    Comparison comparison =
        isLower
            ? any(new Comparison[] {Comparison.GREATER, Comparison.GREATER_OR_EQUAL})
            : any(new Comparison[] {Comparison.LESS, Comparison.LESS_OR_EQUAL});
    return Match.of(operand, NumberCompares.of(comparison, new BigDecimal(any(NUMBERS))));
  }

  private ValueTest test() {
    TextCase textCase = any(TextCase.values());
    return switch (random.nextInt(8)) {
      case 0 -> ValueTest.oneOf(Set.of(any(TEXTS), any(TEXTS) + "?"), textCase);
      case 1 -> ValueTest.startsWith(part(), textCase);
      case 2 -> ValueTest.endsWith(part(), textCase);
      case 3 -> ValueTest.contains(part(), textCase);
      case 4, 5, 6 ->
          new NumberCompares(
              any(Comparison.values()),
              new BigDecimal(any(NUMBERS)),
              random.nextInt(4) == 0 ? any(Truth.values()) : Truth.FALSE);
      default -> ValueTest.equalTo(any(TEXTS), textCase);
    };
  }

  private String part() {
    String text = any(TEXTS);
    int from = random.nextInt(text.length() + 1);
    return text.substring(from, from + random.nextInt(text.length() - from + 1));
  }

  private Operand operand() {
    return switch (random.nextInt(10)) {
      case 0 -> Operand.CLASS_NAME;
      case 1 -> random.nextBoolean() ? Operand.RESOURCE : Operand.ACTION;
      case 2 -> new Operand.Selector(random.nextBoolean() ? "ResourceId" : "unit");
      case 3, 4, 5 -> slot();
      default -> path();
    };
  }

  private Operand slot() {
    String[] names =
        random.nextInt(3) == 0 ? new String[] {any(NAMES), any(NAMES)} : new String[] {any(NAMES)};
    Operand.Slot slot = Operand.slot(names);
    if (random.nextBoolean()) {
      slot = slot.exactly(names);
    }
    return random.nextBoolean() ? slot.stripped() : slot;
  }

  private Operand path() {
    Operand.NodePath.From from = any(Operand.NodePath.From.values());
    int least = from == Operand.NodePath.From.ANYWHERE ? 1 : 0;
    List<XmlName> elements =
        IntStream.range(0, least + random.nextInt(4 - least)).mapToObj(i -> step()).toList();
    return new Operand.NodePath(
        from,
        elements,
        elements.isEmpty() || random.nextBoolean()
            ? null
            : random.nextInt(5) == 0
                ? Operand.NodePath.ANY
                : new XmlName(random.nextInt(4) == 0 ? "urn:a" : "", any(NAMES)));
  }

  private XmlName step() {
    return random.nextInt(5) == 0 ? Operand.NodePath.ANY : new XmlName(any(NAMESPACES), any(NAMES));
  }

  /** Fails on every event that has the operand. */
  record Breaks(Operand operand, boolean isKnownToNeedIt) implements Leaf {
    @Override
    public Truth test(EventView event) {
      if (event.values(operand).isEmpty()) {
        return Truth.UNKNOWN;
      }
      throw new CannotEvaluate("cannot evaluate " + operand);
    }

    @Override
    public List<AccessKey> keys() {
      return isKnownToNeedIt ? List.of(new AccessKey.Present(operand)) : List.of();
    }
  }
}
