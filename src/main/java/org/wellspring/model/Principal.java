package org.wellspring.model;

/** Who is asking. */
public record Principal(String name, Role role) {
  /** The caller of a server without a users file. */
  public static final Principal ANONYMOUS = new Principal("", Role.ADMIN);

  /** What a principal may do with subscriptions that are not its own. */
  public enum Role {
    USER,
    /** May renew, read and end the subscriptions of others. */
    ADMIN
  }

  public boolean mayManage(String owner) {
    return role == Role.ADMIN || name.equals(owner);
  }
}
