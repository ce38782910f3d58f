package org.wellspring.filter.index;

import java.util.List;
import org.wellspring.filter.predicate.AccessKey;

/**
 * One distinct predicate, with everybody who has it.
 *
 * @param <W> those who have it
 */
final class Node<W> {
  final Cell cell;
  final Few<W> owners = new Few<>();

  /** Where it is filed, to tidy up there. */
  private final List<AccessKey> keys;

  private final Posting.Entry[] entries;
  private final boolean decided;

  /**
   * @param keys empty when it is evaluated on every event, or on none
   * @param places how many postings it will be filed in
   * @param decided it is TRUE whenever one of the keys holds
   */
  Node(Cell cell, W owner, List<AccessKey> keys, int places, boolean decided) {
    this.cell = cell;
    this.keys = keys;
    this.entries = new Posting.Entry[places];
    this.decided = decided;
    owners.add(owner);
  }

  /** Shows it to matching threads. */
  void file(List<Posting> postings) {
    for (int i = 0; i < entries.length; i++) {
      entries[i] = postings.get(i).add(this);
    }
  }

  /** Filed in several places, so that one event may lead to it more than once. */
  boolean isScattered() {
    return entries.length > 1;
  }

  /** There is nothing left to evaluate once a key has led to it. */
  boolean isDecided() {
    return decided;
  }

  List<AccessKey> keys() {
    return keys;
  }

  void unfile() {
    for (Posting.Entry entry : entries) {
      entry.remove();
    }
  }
}
