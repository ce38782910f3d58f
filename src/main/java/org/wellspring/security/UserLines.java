package org.wellspring.security;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.wellspring.model.Principal;

/**
 * The text of a users file: one {@code name:role:hash} a line, role {@code user} or {@code admin};
 * empty lines and those that start with {@code #} mean nothing.
 */
final class UserLines {
  private UserLines() {}

  /**
   * Users by name.
   *
   * @param problem takes the number of a line, from 1, and what is wrong with it; never its text
   */
  static Map<String, User> parse(List<String> lines, BiConsumer<Integer, String> problem) {
    Map<String, User> users = new LinkedHashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        try {
          User user = parse(line);
          if (users.putIfAbsent(user.name(), user) != null) {
            problem.accept(i + 1, "this user has an earlier line already");
          }
        } catch (IllegalArgumentException e) {
          problem.accept(i + 1, String.valueOf(e.getMessage()));
        }
      }
    }
    return users;
  }

  private static User parse(String line) {
    String[] fields = line.split(":", -1);
    if (fields.length != 3) {
      throw new IllegalArgumentException("NAME:ROLE:HASH is wanted, with two colons");
    }
    PasswordHash hash =
        PasswordHash.parse(fields[2])
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "the third field is not a password hash; write it with wellspring passwd"));
    return new User(fields[0], role(fields[1]), hash);
  }

  private static Principal.Role role(String word) {
    for (Principal.Role role : Principal.Role.values()) {
      if (role.name().toLowerCase(Locale.ROOT).equals(word)) {
        return role;
      }
    }
    throw new IllegalArgumentException("the role is user or admin");
  }

  /** The lines with this user's line replaced, or put behind the others. */
  static List<String> with(List<String> lines, User user) {
    Optional<String> old =
        lines.stream().filter(line -> line.strip().startsWith(user.name() + ":")).findFirst();
    List<String> changed = new java.util.ArrayList<>(lines);
    if (old.isPresent()) {
      changed.set(changed.indexOf(old.get()), user.line());
    } else {
      changed.add(user.line());
    }
    return changed;
  }
}
