package org.wellspring.filter.index;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.wellspring.filter.predicate.AccessKey;
import org.wellspring.filter.predicate.EventView;
import org.wellspring.filter.predicate.Operand;
import org.wellspring.filter.predicate.TextCase;

/**
 * Leads from an event to the conditions it fulfils. Operands that the event does not have are not
 * looked at: selectors, slots and paths are found from the event's side, so ten thousand different
 * properties in filters cost nothing on an event that has five.
 */
final class Directory {
  /** Operands that every event has. */
  private final Map<Operand, OperandIndex> fixed = new ConcurrentHashMap<>();

  private final Map<String, OperandIndex> selectors = new ConcurrentHashMap<>();
  private final SlotTrie slots = new SlotTrie();
  private final PathTrie paths = new PathTrie();

  /** All of them, for those who come with an operand. Changed and read under the lock. */
  private final Map<Operand, OperandIndex> all = new HashMap<>();

  /** The places of a key; made if they are not there. */
  List<Posting> postings(AccessKey key) {
    Operand operand = operand(key);
    OperandIndex known = all.get(operand);
    if (known == null) {
      known = new OperandIndex(operand);
      all.put(operand, known);
      open(known);
    }
    return known.postings(key);
  }

  private void open(OperandIndex index) {
    if (index.operand instanceof Operand.Slot slot) {
      slots.put(slot, index);
    } else if (index.operand instanceof Operand.NodePath path) {
      paths.put(path, index);
    } else if (index.operand instanceof Operand.Selector selector) {
      selectors.put(selector.name(), index);
    } else {
      fixed.put(index.operand, index);
    }
  }

  /** Forgets the places of a key that nobody is filed at. */
  void prune(AccessKey key) {
    Operand operand = operand(key);
    OperandIndex known = all.get(operand);
    if (known == null) {
      return;
    }
    known.prune(key);
    if (known.isEmpty()) {
      all.remove(operand);
      close(operand);
    }
  }

  private void close(Operand operand) {
    if (operand instanceof Operand.Slot slot) {
      slots.remove(slot);
    } else if (operand instanceof Operand.NodePath path) {
      paths.remove(path);
    } else if (operand instanceof Operand.Selector selector) {
      selectors.remove(selector.name());
    } else {
      fixed.remove(operand);
    }
  }

  /** How many candidates a key would bring; what every event has is avoided. */
  double estimate(AccessKey key) {
    Operand operand = operand(key);
    OperandIndex known = all.get(operand);
    double there = (known == null ? new OperandIndex(operand) : known).estimate(key);
    return operand instanceof Operand.Fixed ? 2 * there : there;
  }

  private static Operand operand(AccessKey key) {
    if (key instanceof AccessKey.OneOf oneOf) {
      return oneOf.operand();
    }
    if (key instanceof AccessKey.Range range) {
      return range.operand();
    }
    if (key instanceof AccessKey.Prefix prefix) {
      return prefix.operand();
    }
    if (key instanceof AccessKey.Suffix suffix) {
      return suffix.operand();
    }
    if (key instanceof AccessKey.Present present) {
      return present.operand();
    }
    throw new IllegalArgumentException("a key of several operands is no place: " + key);
  }

  /** Shows the candidates; one may be shown several times. */
  void probe(EventView event, Posting.Visitor visitor) {
    for (OperandIndex index : fixed.values()) {
      index.probe(event, visitor);
    }
    if (!selectors.isEmpty()) {
      probeSelectors(event, visitor);
    }
    List<OperandIndex> found = new ArrayList<>();
    slots.collect(event, found);
    paths.collect(event, found);
    for (OperandIndex index : found) {
      index.probe(event, visitor);
    }
  }

  private void probeSelectors(EventView event, Posting.Visitor visitor) {
    Map<String, String> present =
        event.event().map(found -> found.selectors().asMap()).orElse(Map.of());
    for (String name : present.keySet()) {
      OperandIndex index = selectors.get(TextCase.folded(name));
      if (index != null) {
        index.probe(event, visitor);
      }
    }
  }
}
