package org.wellspring.filter.index;

import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sets of which most have one member and a few have a hundred thousand, kept in a single field of
 * their owner: null, the member itself, an array of members, or a concurrent set of them. Members
 * are compared by value.
 *
 * <p>The owner keeps the field volatile and writes back what {@link #with} and {@link #without}
 * give; one thread changes it at a time, any thread reads it.
 */
public final class Few {
  private static final int MOST_IN_ARRAY = 8;

  /** An array that is no member. */
  private static final class Several {
    final Object[] members;

    Several(Object[] members) {
      this.members = members;
    }
  }

  /** A set that is no member. */
  private static final class Many {
    final Set<Object> members = ConcurrentHashMap.newKeySet();
  }

  private Few() {}

  /** The set with a member more, unless it is there. */
  public static Object with(@Nullable Object set, Object member) {
    if (set == null) {
      return member;
    }
    if (set instanceof Many many) {
      many.members.add(member);
      return many;
    }
    if (set instanceof Several several) {
      return indexOf(several.members, member) < 0 ? longer(several.members, member) : several;
    }
    return set.equals(member) ? set : new Several(new Object[] {set, member});
  }

  private static Object longer(Object[] old, Object member) {
    if (old.length < MOST_IN_ARRAY) {
      Object[] longer = Arrays.copyOf(old, old.length + 1);
      longer[old.length] = member;
      return new Several(longer);
    }
    Many many = new Many();
    many.members.addAll(Arrays.asList(old));
    many.members.add(member);
    return many;
  }

  /** The set without a member; itself when that is not there. */
  public static @Nullable Object without(@Nullable Object set, Object member) {
    if (set instanceof Many many) {
      many.members.remove(member);
      return many;
    }
    if (set instanceof Several several) {
      int at = indexOf(several.members, member);
      return at < 0 ? set : shorter(several.members, at);
    }
    return member.equals(set) ? null : set;
  }

  private static Object shorter(Object[] old, int at) {
    if (old.length == 2) {
      return old[1 - at];
    }
    Object[] shorter = new Object[old.length - 1];
    System.arraycopy(old, 0, shorter, 0, at);
    System.arraycopy(old, at + 1, shorter, at, shorter.length - at);
    return new Several(shorter);
  }

  private static int indexOf(Object[] members, Object wanted) {
    for (int i = 0; i < members.length; i++) {
      if (members[i].equals(wanted)) {
        return i;
      }
    }
    return -1;
  }

  public static boolean isEmpty(@Nullable Object set) {
    return set == null || set instanceof Many many && many.members.isEmpty();
  }

  /** Shows each member to an action. */
  @SuppressWarnings("unchecked") // the owner puts in members of one type
  public static <T> void forEach(@Nullable Object set, Consumer<? super T> action) {
    if (set instanceof Many many) {
      many.members.forEach(member -> action.accept((T) member));
    } else if (set instanceof Several several) {
      for (Object member : several.members) {
        action.accept((T) member);
      }
    } else if (set != null) {
      action.accept((T) set);
    }
  }
}
