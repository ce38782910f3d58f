package org.wellspring.server;

import java.util.Optional;
import java.util.function.Function;
import org.wellspring.config.WellspringConfig;
import org.wellspring.model.Principal;
import org.wellspring.security.Authenticator;
import org.wellspring.security.Passwords;
import org.wellspring.security.UsersFile;
import org.wellspring.stream.Account;
import org.wellspring.time.TimeSource;

/**
 * Who may come in.
 *
 * @param passwords who it is, from the value of an Authorization header
 * @param accounts who there is, by name
 */
record Identities(
    Function<String, Optional<Principal>> passwords, Function<String, Optional<Account>> accounts) {

  /** Without a users file anyone is, and is an administrator. */
  static Identities of(WellspringConfig config, TimeSource time) {
    return config
        .security()
        .users()
        .map(file -> of(UsersFile.open(file, time), time))
        .orElseGet(
            () ->
                new Identities(
                    anyone -> Optional.of(Principal.ANONYMOUS),
                    name -> Optional.of(new Account(Principal.ANONYMOUS, ""))));
  }

  private static Identities of(UsersFile users, TimeSource time) {
    return new Identities(
        new Authenticator(users, Passwords.standard(), time)::authenticate,
        name -> users.find(name).map(user -> new Account(user.principal(), user.stamp())));
  }
}
