package org.wellspring.filter.index;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The nodes filed under one key. Adding and removing take constant time; changed under the index's
 * lock, read by any thread.
 *
 * <p>Removing leaves a hole; when most are holes the rest moves together, always to lower places of
 * a new array. A reader looks at the size first and at the array then, so whoever was filed when it
 * began, and stays, is within the part it reads.
 */
final class Posting {
  /** A node's place in a posting. */
  static final class Entry {
    final Node<?> node;
    private final Posting home;
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

  private volatile @Nullable Entry[] entries = new @Nullable Entry[1];

  /** Places in use, holes among them. */
  private volatile int used;

  private int live;

  Entry add(Node<?> node) {
    @Nullable Entry[] array = entries;
    int place = used;
    if (place == array.length) {
      array = Arrays.copyOf(array, array.length * 2);
      entries = array;
    }
    Entry entry = new Entry(node, this, place);
    array[place] = entry;
    live++;
    used = place + 1; // publishes the entry
    return entry;
  }

  private void remove(Entry entry) {
    entries[entry.place] = null;
    live--;
    if (used > 8 && live < used / 2) {
      moveTogether();
    }
  }

  private void moveTogether() {
    @Nullable Entry[] packed = new @Nullable Entry[Math.max(1, live)];
    int next = 0;
    @Nullable Entry[] old = entries;
    for (int i = 0; i < used; i++) {
      Entry entry = old[i];
      if (entry != null) {
        entry.place = next;
        packed[next++] = entry;
      }
    }
    entries = packed;
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
    int end = used;
    @Nullable Entry[] array = entries;
    for (int i = 0; i < end && i < array.length; i++) {
      Entry entry = array[i];
      if (entry != null) {
        visitor.visit(entry.node);
      }
    }
  }
}
