package org.wellspring.filter.index;

import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.wellspring.filter.predicate.AccessKey;

/**
 * Postings by a text that a value begins or ends with. A value is cut to every length that occurs,
 * of which there are {@link AccessKey#LONGEST} at most, and each piece is looked up.
 */
final class AffixIndex {
  /** Which end of the value is looked at. */
  enum End {
    BEGIN {
      @Override
      String cut(String value, int length) {
        return value.substring(0, length);
      }
    },
    FINISH {
      @Override
      String cut(String value, int length) {
        return value.substring(value.length() - length);
      }
    };

    abstract String cut(String value, int length);
  }

  private final End end;
  private final ConcurrentMap<String, Posting> postings = new ConcurrentHashMap<>();

  /** Number of affixes of each length; changed under the index's lock. */
  private final int[] ofLength = new int[AccessKey.LONGEST + 1];

  /** The lengths that occur, ascending. */
  private volatile int[] lengths = {};

  AffixIndex(End end) {
    this.end = end;
  }

  Posting posting(String affix) {
    Posting known = postings.get(affix);
    if (known == null) {
      known = new Posting();
      postings.put(affix, known);
      if (ofLength[affix.length()]++ == 0) {
        refreshLengths();
      }
    }
    return known;
  }

  @Nullable Posting find(String affix) {
    return postings.get(affix);
  }

  /** Forgets the posting if nobody is filed there. */
  void prune(String affix) {
    Posting known = postings.get(affix);
    if (known != null && known.isEmpty()) {
      postings.remove(affix);
      if (--ofLength[affix.length()] == 0) {
        refreshLengths();
      }
    }
  }

  private void refreshLengths() {
    int[] found = new int[ofLength.length];
    int count = 0;
    for (int length = 0; length < ofLength.length; length++) {
      if (ofLength[length] > 0) {
        found[count++] = length;
      }
    }
    lengths = Arrays.copyOf(found, count);
  }

  boolean isEmpty() {
    return postings.isEmpty();
  }

  void showAll(Posting.Visitor visitor) {
    postings.values().forEach(posting -> posting.forEach(visitor));
  }

  void probe(String value, Posting.Visitor visitor) {
    for (int length : lengths) {
      if (length > value.length()) {
        return;
      }
      Posting found = postings.get(end.cut(value, length));
      if (found != null) {
        found.forEach(visitor);
      }
    }
  }
}
