package org.wellspring.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.wellspring.model.Bytes;
import org.wellspring.model.Principal;
import org.wellspring.time.TimeSource;

/**
 * Tells who sends a request, from its {@code Authorization} header. Safe for use by several
 * threads; a first request takes the time of one password hash on the caller's thread.
 *
 * <p>Who was verified is remembered for 5 min, at most 1,000 of them, under an HMAC of name and
 * password with a key that only this process has; the memory holds no password. It is void as soon
 * as the user's line in the users file changes. Failures are not remembered and cost one hash each,
 * whether the user exists or not.
 */
public final class Authenticator {
  private static final Duration REMEMBER = Duration.ofMinutes(5);
  private static final int MAX_REMEMBERED = 1000;
  private static final String HMAC = "HmacSHA256";

  private record Verified(User user, long untilNanos) {}

  private final UsersFile users;
  private final Passwords passwords;
  private final TimeSource time;
  private final SecretKeySpec key;
  private final Map<Bytes, Verified> remembered = // guarded by itself
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Bytes, Verified> eldest) {
          return size() > MAX_REMEMBERED;
        }
      };

  public Authenticator(UsersFile users, Passwords passwords, TimeSource time) {
    this.users = users;
    this.passwords = passwords;
    this.time = time;
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    this.key = new SecretKeySpec(random, HMAC);
  }

  /**
   * Who it is.
   *
   * @param authorization the header's value; only the Basic scheme is known
   * @return empty when it is nobody: the answer is 401
   */
  public Optional<Principal> authenticate(String authorization) {
    return BasicCredentials.parse(authorization).flatMap(this::verify).map(User::principal);
  }

  private Optional<User> verify(BasicCredentials credentials) {
    Optional<User> user = users.find(credentials.name());
    Bytes digest = digest(credentials);
    if (user.isPresent() && isRemembered(digest, user.get())) {
      return user;
    }
    PasswordHash hash =
        user.map(User::password)
            .orElseGet(
                () -> passwords.unmatchable(users.highestCost().orElse(passwords.iterations())));
    if (!passwords.matches(credentials.password(), hash)) {
      return Optional.empty();
    }
    user.ifPresent(one -> remember(digest, one));
    return user;
  }

  private boolean isRemembered(Bytes digest, User user) {
    synchronized (remembered) {
      Verified verified = remembered.get(digest);
      if (verified == null) {
        return false;
      }
      if (verified.untilNanos - time.monotonicNanos() > 0 && verified.user.equals(user)) {
        return true;
      }
      remembered.remove(digest);
      return false;
    }
  }

  private void remember(Bytes digest, User user) {
    synchronized (remembered) {
      remembered.put(digest, new Verified(user, time.monotonicNanos() + REMEMBER.toNanos()));
    }
  }

  int rememberedCount() {
    synchronized (remembered) {
      return remembered.size();
    }
  }

  /** The colon cannot be in a name, so no two pairs give the same text. */
  private Bytes digest(BasicCredentials credentials) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      String pair = credentials.name() + ":" + credentials.password().value();
      return Bytes.wrap(mac.doFinal(pair.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + HMAC, e);
    }
  }
}
