package org.wellspring.filter.index;

import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A set that costs next to nothing while it holds one member, as most do, and is still cheap to
 * change when it holds a hundred thousand. Changed by one thread at a time, read by any.
 *
 * @param <T> the members, compared by value
 */
public final class Few<T> {
  private static final int MOST_IN_ARRAY = 8;

  /** Null, a member, an array of members, or a concurrent set of them. */
  private volatile @Nullable Object content;

  /** An array that is no member. */
  private record Several(Object[] members) {
    @Override
    public boolean equals(@Nullable Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }

  /** A set that is no member. */
  private record Many(Set<Object> members) {}

  /** Adds a member, unless it is there. */
  public void add(T member) {
    Object now = content;
    if (now == null) {
      content = member;
    } else if (now instanceof Many many) {
      many.members.add(member);
    } else if (now instanceof Several several) {
      addToArray(several.members, member);
    } else if (!now.equals(member)) {
      content = new Several(new Object[] {now, member});
    }
  }

  private void addToArray(Object[] old, T member) {
    if (indexOf(old, member) >= 0) {
      return;
    }
    if (old.length < MOST_IN_ARRAY) {
      Object[] longer = Arrays.copyOf(old, old.length + 1);
      longer[old.length] = member;
      content = new Several(longer);
      return;
    }
    Set<Object> all = ConcurrentHashMap.newKeySet();
    all.addAll(Arrays.asList(old));
    all.add(member);
    content = new Many(all);
  }

  /** Takes a member out; does nothing when it is not there. */
  public void remove(T member) {
    Object now = content;
    if (now instanceof Many many) {
      many.members.remove(member);
    } else if (now instanceof Several several) {
      removeFromArray(several.members, member);
    } else if (Objects.equals(now, member)) {
      content = null;
    }
  }

  private void removeFromArray(Object[] old, T member) {
    int at = indexOf(old, member);
    if (at < 0) {
      return;
    }
    if (old.length == 2) {
      content = old[1 - at];
      return;
    }
    Object[] shorter = new Object[old.length - 1];
    System.arraycopy(old, 0, shorter, 0, at);
    System.arraycopy(old, at + 1, shorter, at, shorter.length - at);
    content = new Several(shorter);
  }

  private static int indexOf(Object[] members, Object wanted) {
    for (int i = 0; i < members.length; i++) {
      if (members[i].equals(wanted)) {
        return i;
      }
    }
    return -1;
  }

  public boolean isEmpty() {
    Object now = content;
    return now == null || now instanceof Many many && many.members.isEmpty();
  }

  /** Shows each member to an action. */
  @SuppressWarnings("unchecked") // only members are put in
  public void forEach(Consumer<? super T> action) {
    Object now = content;
    if (now instanceof Many many) {
      many.members.forEach(member -> action.accept((T) member));
    } else if (now instanceof Several several) {
      for (Object member : several.members) {
        action.accept((T) member);
      }
    } else if (now != null) {
      action.accept((T) now);
    }
  }
}
