package org.wellspring.filter.index;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The nodes filed under one key. Adding and removing take constant time; changed under the index's
 * lock, read by any thread. Most hold one node, which is at hand without an array.
 *
 * <p>Removing leaves a hole; when most are holes the rest moves together, always to lower places of
 * a new array, but never to the first place, which readers have passed. A reader looks at the size
 * first and at the array then, so whoever was filed when it began, and stays, is within the part it
 * reads.
 */
final class Posting {
  /** A node's place in a posting. */
  static final class Entry {
    private final Node<?> node;
    private final Posting home;

    /** In {@code further}; below 0 for the first place. */
    private int place;

    private Entry(Node<?> node, Posting home, int place) {
      this.node = node;
      this.home = home;
      this.place = place;
    }

    void remove() {
      home.remove(this);
    }
  }

  /** Told of each node. */
  interface Visitor {
    void visit(Node<?> node);

    /**
     * Says of what comes next how it was found.
     *
     * @param mayRepeat one node may be shown again: the operand looked at has several values
     * @param isSure the keys hold; else they could not be looked at
     */
    void next(boolean mayRepeat, boolean isSure);
  }

  private static final Node<?>[] NO_NODES = {};
  private static final Entry[] NO_ENTRIES = {};

  private volatile @Nullable Node<?> first;
  private volatile @Nullable Node<?>[] further = NO_NODES;

  /** Places in use in {@code further}, holes among them. */
  private volatile int used;

  /** Who is at each place of {@code further}; under the lock only. */
  private @Nullable Entry[] entries = NO_ENTRIES;

  private int live;

  Entry add(Node<?> node) {
    live++;
    if (first == null) {
      first = node;
      return new Entry(node, this, -1);
    }
    int place = used;
    if (place == further.length) {
      int longer = Math.max(2, place * 2);
      entries = Arrays.copyOf(entries, longer);
      further = Arrays.copyOf(further, longer);
    }
    Entry entry = new Entry(node, this, place);
    entries[place] = entry;
    further[place] = node;
    used = place + 1; // publishes the node
    return entry;
  }

  private void remove(Entry entry) {
    live--;
    if (entry.place < 0) {
      first = null;
      return;
    }
    entries[entry.place] = null;
    further[entry.place] = null;
    if (used > 8 && live < used / 2) {
      moveTogether();
    }
  }

  private void moveTogether() {
    @Nullable Entry[] packedEntries = new Entry[Math.max(2, live)];
    @Nullable Node<?>[] packed = new Node<?>[packedEntries.length];
    int next = 0;
    for (int i = 0; i < used; i++) {
      Entry entry = entries[i];
      if (entry != null) {
        entry.place = next;
        packedEntries[next] = entry;
        packed[next++] = entry.node;
      }
    }
    entries = packedEntries;
    further = packed;
    used = next;
  }

  /** How many nodes there are; exact under the lock only. */
  int size() {
    return live;
  }

  boolean isEmpty() {
    return live == 0;
  }

  void forEach(Visitor visitor) {
    Node<?> alone = first;
    if (alone != null) {
      visitor.visit(alone);
    }
    int end = used;
    if (end == 0) {
      return;
    }
    @Nullable Node<?>[] array = further;
    for (int i = 0; i < end && i < array.length; i++) {
      Node<?> node = array[i];
      if (node != null) {
        visitor.visit(node);
      }
    }
  }
}
