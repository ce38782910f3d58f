package org.wellspring.filter.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.wellspring.filter.predicate.AccessKey;
import org.wellspring.filter.predicate.EventView;
import org.wellspring.filter.predicate.Leaf;
import org.wellspring.filter.predicate.Predicate;
import org.wellspring.filter.predicate.Truth;

/**
 * Finds the owners of those predicates that are TRUE of an event. Equal predicates are one node;
 * see the package. Safe for use by several threads.
 *
 * @param <W> owners, compared by value
 */
public final class PredicateIndex<W> {
  /** Told what was found; each owner once per match. */
  public interface Found<W> {
    void matches(W owner);

    /**
     * The predicate could not be evaluated.
     *
     * @param why for the subscriber
     */
    void broken(W owner, String why);
  }

  private final CellTable cells = new CellTable();
  private final Directory directory = new Directory();
  private final KeyChoice choice = new KeyChoice(directory);
  private final Map<Cell, Node<W>> nodes = new HashMap<>();

  /** What no key leads to. */
  private final Posting unindexed = new Posting();

  /** What is TRUE of every event: there is nothing to look up, and nothing to evaluate. */
  private final Posting always = new Posting();

  private final AtomicLong matches = new AtomicLong();
  private final LongAdder candidates = new LongAdder();

  /** Adds an owner of a predicate. */
  public synchronized void add(Predicate predicate, W owner) {
    Cell cell = cells.acquire(predicate);
    Node<W> known = nodes.get(cell);
    if (known == null) {
      file(cell, predicate, owner);
    } else {
      known.addOwner(owner);
      cells.release(cell); // a node uses its cell once, whoever owns it
    }
  }

  private void file(Cell cell, Predicate predicate, W owner) {
    Optional<KeyChoice.Choice> chosen = choice.of(predicate);
    List<AccessKey> keys = chosen.map(KeyChoice.Choice::keys).orElse(List.of());
    List<Posting> postings = new ArrayList<>(keys.size());
    for (AccessKey key : keys) {
      postings.addAll(directory.postings(key));
    }
    if (chosen.isEmpty()) {
      postings.add(predicate.equals(Predicate.TRUE) ? always : unindexed);
    }
    Node<W> node = new Node<>(cell, owner, keys, postings.size(), rest(cell, predicate, keys));
    nodes.put(cell, node);
    node.file(postings);
  }

  /**
   * What is left to evaluate when a key has led to the predicate: nothing, all, or of a conjunction
   * all but what the key says already. The rest is often the same for many filters, and at hand.
   */
  private Cell[] rest(Cell cell, Predicate predicate, List<AccessKey> keys) {
    if (!keys.isEmpty() && isDecidedByKeys(predicate)) {
      return new Cell[0];
    }
    if (predicate instanceof Predicate.And and && keys.size() == 1) {
      for (Predicate operand : and.operands()) {
        if (isDecidedByKeys(operand)
            && operand instanceof Leaf leaf
            && leaf.keys().contains(keys.get(0))) {
          return without(cell.parts(), leaf);
        }
      }
    }
    return new Cell[] {cell};
  }

  private Cell[] without(Cell[] parts, Leaf leaf) {
    Cell said = cells.acquire(leaf);
    cells.release(said);
    return Arrays.stream(parts).filter(part -> part != said).toArray(Cell[]::new);
  }

  /** Whether it is TRUE once one of the keys it is filed under holds. */
  private static boolean isDecidedByKeys(Predicate predicate) {
    if (predicate instanceof Predicate.Or or) {
      return or.operands().stream().allMatch(PredicateIndex::isDecidedByKeys);
    }
    return predicate instanceof Leaf leaf && leaf.keysSuffice();
  }

  /** Takes an owner of a predicate out; does nothing when it is not there. */
  public synchronized void remove(Predicate predicate, W owner) {
    Cell cell = cells.acquire(predicate);
    Node<W> node = nodes.get(cell);
    cells.release(cell);
    if (node == null) {
      return;
    }
    node.removeOwner(owner);
    if (node.isUnowned()) {
      nodes.remove(cell);
      node.unfile();
      node.keys().forEach(directory::prune);
      cells.release(cell);
    }
  }

  /** Distinct predicates. */
  public synchronized int size() {
    return nodes.size();
  }

  /** Distinct predicates that are evaluated on every event. */
  public int unindexed() {
    return unindexed.size();
  }

  /** Distinct sub-expressions. */
  public synchronized int expressions() {
    return cells.size();
  }

  /** Predicates, or rests of them, that were evaluated so far, in all matches. */
  public long evaluated() {
    return candidates.sum();
  }

  /** Finds who wants an event. */
  public void match(EventView event, Found<W> found) {
    Match match = new Match(event, found, matches.incrementAndGet());
    always.forEach(match);
    unindexed.forEach(match);
    directory.probe(event, match);
    candidates.add(match.evaluated);
  }

  /** One pass over one event. */
  private final class Match implements Posting.Visitor, Consumer<W> {
    private final EventView event;
    private final Found<W> found;
    private final long number;
    private @Nullable Set<Node<?>> seen;
    private boolean mayRepeat;
    private boolean isSure = true;
    private int evaluated;

    Match(EventView event, Found<W> found, long number) {
      this.event = event;
      this.found = found;
      this.number = number;
    }

    @Override
    @SuppressWarnings("unchecked") // the postings of this index hold its own nodes
    public void visit(Node<?> candidate) {
      if ((mayRepeat || candidate.isScattered()) && !firstSeen(candidate)) {
        return;
      }
      Node<W> node = (Node<W>) candidate;
      switch (evaluate(node)) {
        case TRUE -> node.forEachOwner(this);
        case BROKEN -> {
          String why = node.cell.trouble(event).orElse("it failed on this event");
          node.forEachOwner(owner -> found.broken(owner, why));
        }
        case FALSE, UNKNOWN -> {
          // nobody here wants it
        }
      }
    }

    private Truth evaluate(Node<W> node) {
      if (!isSure) {
        return node.cell.evaluate(event, number);
      }
      Truth all = Truth.TRUE;
      for (Cell part : node.rest) {
        evaluated++;
        all = all.and(part.evaluate(event, number));
        if (all == Truth.FALSE) {
          break;
        }
      }
      return all;
    }

    @Override
    public void next(boolean repeats, boolean sure) {
      mayRepeat = repeats;
      isSure = sure;
    }

    @Override
    public void accept(W owner) {
      found.matches(owner);
    }

    private boolean firstSeen(Node<?> node) {
      if (seen == null) {
        seen = Collections.newSetFromMap(new IdentityHashMap<>());
      }
      return seen.add(node);
    }
  }
}
