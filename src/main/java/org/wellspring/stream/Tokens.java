package org.wellspring.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wellspring.log.StateStore;
import org.wellspring.model.Bytes;
import org.wellspring.model.Principal;
import org.wellspring.time.TimeSource;

/**
 * Tokens of those who have logged in: 32 random octets, good until they run out, are revoked, or
 * the account changes. They are kept across restarts, as hashes only: who reads the store cannot
 * use what is in it. Safe for use by several threads, and so its map is a concurrent one.
 *
 * <p>One account has at most 1,000 of them; then its oldest goes.
 */
final class Tokens {
  private static final Logger log = LoggerFactory.getLogger(Tokens.class);
  private static final String KEY_PREFIX = "token/";
  private static final int OCTETS = 32;
  private static final int MOST_PER_USER = 1_000;
  private static final int LONGEST = 128;

  /** What is known of a token; the key of its record is its hash. */
  private record Issued(String user, String stamp, Instant issuedAt, Instant expiresAt) {}

  /** A token as it is given out. */
  record Token(String text, Instant expiresAt) {}

  private final StateStore store;
  private final TimeSource time;
  private final Function<String, Optional<Account>> accounts;
  private final Duration validity;
  private final SecureRandom random = new SecureRandom();
  private final JsonMapper json = new JsonMapper();
  private final ConcurrentMap<String, Issued> byHash = new ConcurrentHashMap<>();

  /**
   * Brings back the tokens that the store holds.
   *
   * @param accounts who there is now, by name
   */
  Tokens(
      StateStore store,
      TimeSource time,
      Function<String, Optional<Account>> accounts,
      Duration validity) {
    this.store = store;
    this.time = time;
    this.accounts = accounts;
    this.validity = validity;
    store
        .load(KEY_PREFIX)
        .forEach((key, value) -> byHash.put(key.substring(KEY_PREFIX.length()), decode(value)));
    dropExpired();
  }

  /**
   * Gives out a token; complete when it is durable.
   *
   * @param user somebody who has proved who they are
   */
  CompletableFuture<Token> issue(String user, Account account) {
    dropExpired();
    dropBeyondMost(user);
    byte[] octets = new byte[OCTETS];
    random.nextBytes(octets);
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    Instant now = time.wallClock();
    Issued issued = new Issued(user, account.stamp(), now, now.plus(validity));
    String hash = hash(text);
    byHash.put(hash, issued);
    return written(() -> store.put(KEY_PREFIX + hash, encode(issued)))
        .handle(
            (done, failure) -> {
              if (failure != null) {
                byHash.remove(hash);
                throw notRecorded(failure);
              }
              return new Token(text, issued.expiresAt());
            });
  }

  /** Said by throwing or by the future: the same to us. */
  private static CompletableFuture<Void> written(Supplier<CompletableFuture<Void>> write) {
    try {
      return write.get();
    } catch (RuntimeException failure) {
      return CompletableFuture.failedFuture(failure);
    }
  }

  private static StreamProblem notRecorded(Throwable failure) {
    log.warn("token.not-recorded cause={}", failure.toString());
    return new StreamProblem(
        503, "", "The server's store does not take records at present; try again.");
  }

  /** Whose token it is; empty when it is not good, or not good any more. */
  Optional<Principal> verify(String token) {
    if (token.length() > LONGEST) {
      return Optional.empty();
    }
    Issued issued = byHash.get(hash(token));
    if (issued == null || !issued.expiresAt().isAfter(time.wallClock())) {
      return Optional.empty();
    }
    return accounts
        .apply(issued.user())
        .filter(account -> account.stamp().equals(issued.stamp()))
        .map(Account::principal);
  }

  /** Voids a token; complete when that is durable. Harmless when there is none. */
  CompletableFuture<Integer> revoke(String token) {
    return drop(List.of(hash(token)));
  }

  /** Voids all tokens of the user of one; complete when that is durable. */
  CompletableFuture<Integer> revokeAllOfUser(String token) {
    Issued issued = byHash.get(hash(token));
    return issued == null ? CompletableFuture.completedFuture(0) : drop(hashesOf(issued.user()));
  }

  private List<String> hashesOf(String user) {
    return byHash.entrySet().stream()
        .filter(entry -> entry.getValue().user().equals(user))
        .sorted(Comparator.comparing(entry -> entry.getValue().issuedAt()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private CompletableFuture<Integer> drop(List<String> hashes) {
    List<CompletableFuture<Void>> records = new ArrayList<>();
    for (String hash : hashes) {
      if (byHash.remove(hash) != null) {
        records.add(written(() -> store.delete(KEY_PREFIX + hash)));
      }
    }
    return CompletableFuture.allOf(records.toArray(CompletableFuture<?>[]::new))
        .handle(
            (done, failure) -> {
              if (failure != null) {
                throw notRecorded(failure);
              }
              return records.size();
            });
  }

  private void dropExpired() {
    Instant now = time.wallClock();
    dropQuietly(
        byHash.entrySet().stream()
            .filter(entry -> !entry.getValue().expiresAt().isAfter(now))
            .map(Map.Entry::getKey)
            .toList());
  }

  private void dropBeyondMost(String user) {
    List<String> oldestFirst = hashesOf(user);
    dropQuietly(oldestFirst.subList(0, Math.max(0, oldestFirst.size() - MOST_PER_USER + 1)));
  }

  /**
   * A record that stays behind does no harm: it has run out, and is met again at the next login.
   */
  private void dropQuietly(List<String> hashes) {
    var unused = drop(hashes).exceptionally(logged -> 0);
  }

  private static String hash(String token) {
    try {
      byte[] octets = token.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  private static Bytes encode(Issued issued) {
    return Bytes.utf8(
        Answers.nodes()
            .objectNode()
            .put("user", issued.user())
            .put("stamp", issued.stamp())
            .put("issuedAt", issued.issuedAt().toString())
            .put("expiresAt", issued.expiresAt().toString())
            .toString());
  }

  private Issued decode(Bytes record) {
    try {
      JsonNode in = json.readTree(record.utf8());
      return new Issued(
          in.path("user").asText(),
          in.path("stamp").asText(),
          Instant.parse(in.path("issuedAt").asText()),
          Instant.parse(in.path("expiresAt").asText()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a token's record cannot be read: " + e.getMessage(), e);
    }
  }
}
