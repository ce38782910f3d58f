package org.wellspring.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wellspring.model.Principal;
import org.wellspring.testing.FlakyStore;
import org.wellspring.testing.VirtualTime;

final class TokensTest {
  private static final Duration VALIDITY = Duration.ofHours(24);
  private static final Account ALICE =
      new Account(new Principal("alice", Principal.Role.USER), "stamp-1");
  private static final Account BOB =
      new Account(new Principal("bob", Principal.Role.USER), "stamp-1");

  private final VirtualTime time = new VirtualTime();
  private final FlakyStore store = new FlakyStore();
  private final Map<String, Account> accounts = new HashMap<>(Map.of("alice", ALICE, "bob", BOB));
  private Tokens tokens = open();

  private Tokens open() {
    return new Tokens(store, time, name -> Optional.ofNullable(accounts.get(name)), VALIDITY);
  }

  private String issue(String user) {
    return tokens.issue(user, accounts.getOrDefault(user, ALICE)).join().text();
  }

  private int records() {
    return store.load("token/").size();
  }

  @Test
  void aTokenIsGoodUntilItRunsOut() {
    Tokens.Token token = tokens.issue("alice", ALICE).join();

    assertThat(token.expiresAt()).isEqualTo(time.wallClock().plus(VALIDITY));
    time.advance(VALIDITY.minusSeconds(1));
    assertThat(tokens.verify(token.text())).contains(ALICE.principal());
    time.advance(Duration.ofSeconds(1));
    assertThat(tokens.verify(token.text())).isEmpty();
  }

  @Test
  void aRestartKeepsWhatIsGoodAndTidiesUpWhatIsNot() {
    String old = issue("alice");
    time.advance(Duration.ofHours(23));
    String young = issue("alice");
    time.advance(Duration.ofHours(2));

    tokens = open();

    assertThat(tokens.verify(young)).contains(ALICE.principal());
    assertThat(tokens.verify(old)).isEmpty();
    assertThat(records()).isEqualTo(1);
  }

  @Test
  void theStoreHoldsNoToken() {
    String token = issue("alice");

    store
        .load("token/")
        .forEach(
            (key, value) -> {
              assertThat(key).doesNotContain(token);
              assertThat(value.utf8()).doesNotContain(token);
            });
    assertThat(records()).isEqualTo(1);
  }

  @Test
  void aChangedOrRemovedAccountVoidsItsTokens() {
    String ofAlice = issue("alice");
    String ofBob = issue("bob");

    accounts.put("alice", new Account(ALICE.principal(), "stamp-2"));
    assertThat(tokens.verify(ofAlice)).isEmpty();
    assertThat(tokens.verify(ofBob)).contains(BOB.principal());
    accounts.remove("bob");
    assertThat(tokens.verify(ofBob)).isEmpty();
  }

  /** A role that is given or taken counts at once. */
  @Test
  void whatTheUserMayDoIsAskedEachTime() {
    String token = issue("alice");
    Principal admin = new Principal("alice", Principal.Role.ADMIN);

    accounts.put("alice", new Account(admin, "stamp-1"));

    assertThat(tokens.verify(token)).contains(admin);
  }

  @Test
  void revokingVoidsOneOrAllOfAUser() {
    String first = issue("alice");
    String second = issue("alice");
    String third = issue("alice");
    String ofBob = issue("bob");

    assertThat(tokens.revoke(first).join()).isEqualTo(1);
    assertThat(tokens.verify(first)).isEmpty();
    assertThat(tokens.verify(second)).isPresent();
    assertThat(tokens.revokeAllOfUser(second).join()).isEqualTo(2);
    assertThat(tokens.verify(third)).isEmpty();
    assertThat(tokens.verify(ofBob)).isPresent();
    tokens = open();
    assertThat(tokens.verify(third)).isEmpty();
    assertThat(records()).isEqualTo(1);
  }

  @Test
  void whatWasNeverGivenOutIsNoToken() {
    issue("alice");

    assertThat(tokens.verify("")).isEmpty();
    assertThat(tokens.verify("made-up")).isEmpty();
    assertThat(tokens.verify("x".repeat(10_000))).isEmpty();
  }

  @Test
  void theOldestGoesWhenThereAreTooMany() {
    List<String> issued = new ArrayList<>();
    for (int n = 0; n < 1_001; n++) {
      time.advance(Duration.ofSeconds(1));
      issued.add(issue("alice"));
    }

    assertThat(tokens.verify(issued.get(0))).isEmpty();
    assertThat(tokens.verify(issued.get(1))).isPresent();
    assertThat(tokens.verify(issued.get(1_000))).isPresent();
    assertThat(records()).isEqualTo(1_000);
  }

  @ParameterizedTest
  @EnumSource(names = {"FAILS", "THROWS"})
  void nothingIsGivenOutThatIsNotRecorded(FlakyStore.Mood mood) {
    store.mood(mood);

    assertThatThrownBy(() -> issue("alice"))
        .cause()
        .isInstanceOfSatisfying(
            StreamProblem.class, problem -> assertThat(problem.status()).isEqualTo(503));
    store.mood(FlakyStore.Mood.WORKS);
    assertThat(records()).isZero();
  }
}
