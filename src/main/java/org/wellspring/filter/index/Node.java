package org.wellspring.filter.index;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.wellspring.filter.predicate.AccessKey;

/**
 * One distinct predicate, with everybody who has it. Changed under the index's lock, read by any
 * thread.
 *
 * @param <W> those who have it
 */
final class Node<W> {
  final Cell cell;

  /** What is to be evaluated when a key has led here: all of these must be TRUE. */
  final Cell[] rest;

  private final List<AccessKey> keys;
  private final Posting.Entry[] entries;

  /** See {@link Few}. */
  private volatile @Nullable Object owners;

  /**
   * @param keys where it is filed, to tidy up there; empty when it is evaluated on every event, or
   *     on none
   * @param places how many postings it will be filed in
   */
  Node(Cell cell, W owner, List<AccessKey> keys, int places, Cell[] rest) {
    this.cell = cell;
    this.rest = rest;
    this.keys = keys;
    this.entries = new Posting.Entry[places];
    this.owners = Few.with(null, owner);
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

  List<AccessKey> keys() {
    return keys;
  }

  void unfile() {
    for (Posting.Entry entry : entries) {
      entry.remove();
    }
  }

  void addOwner(W owner) {
    owners = Few.with(owners, owner);
  }

  void removeOwner(W owner) {
    owners = Few.without(owners, owner);
  }

  boolean isUnowned() {
    return Few.isEmpty(owners);
  }

  void forEachOwner(Consumer<? super W> action) {
    Few.forEach(owners, action);
  }
}
