package org.wellspring.client;

/**
 * Whose an instance is that a {@link SubscriptionManager} makes.
 *
 * @param kind owned ones are found again by a later manager of the same id, and removed with it
 * @param name of an owned one: unique within the manager, without a colon; of a permanent one: its
 *     Name as it is
 */
public record Ownership(Kind kind, String name) {
  /** Whether the manager cleans it up. */
  public enum Kind {
    OWNED,
    PERMANENT
  }

  public Ownership {
    if (name.isBlank() || (kind == Kind.OWNED && name.indexOf(':') >= 0)) {
      throw new IllegalArgumentException(
          "\"" + name + "\" is no name; an owned instance's must not hold a colon");
    }
  }

  public static Ownership owned(String id) {
    return new Ownership(Kind.OWNED, id);
  }

  public static Ownership permanent(String name) {
    return new Ownership(Kind.PERMANENT, name);
  }
}
