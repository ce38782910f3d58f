package org.wellspring.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wellspring.model.Secret;

final class PasswordsTest {
  private final Passwords quick = new Passwords(new SecureRandom(), 10);

  @Test
  void onlyTheSamePasswordMatches() {
    PasswordHash hash = quick.hash(new Secret("Zürich ☂"));

    assertThat(quick.matches(new Secret("Zürich ☂"), hash)).isTrue();
    assertThat(quick.matches(new Secret("Zürich"), hash)).isFalse();
    assertThat(quick.matches(new Secret("zürich ☂"), hash)).isFalse();
    assertThat(quick.matches(new Secret(""), hash)).isFalse();
  }

  @Test
  void theSamePasswordIsHashedDifferentlyEachTime() {
    assertThat(quick.hash(new Secret("x"))).isNotEqualTo(quick.hash(new Secret("x")));
  }

  @Test
  void theStandardCosts210000IterationsWith16OctetsOfSalt() {
    PasswordHash hash = Passwords.standard().hash(new Secret("x"));

    assertThat(hash.iterations()).isEqualTo(210_000);
    assertThat(hash.salt().length()).isEqualTo(16);
    assertThat(Passwords.standard().matches(new Secret("x"), hash)).isTrue();
  }

  /** Computed with Python: hashlib.pbkdf2_hmac('sha256', b'password', b'saltsalt', 4096). */
  @Test
  void theHashIsPbkdf2WithHmacSha256() {
    PasswordHash known =
        PasswordHash.parse(
                "$pbkdf2-sha256$4096$c2FsdHNhbHQ$ZiMD/VuDIBLM8rT9ZlFkcm8vO44PH2jtvpsH6s4pwvU")
            .orElseThrow();

    assertThat(quick.matches(new Secret("password"), known)).isTrue();
    assertThat(quick.matches(new Secret("Password"), known)).isFalse();
  }

  @Test
  void theTextFormComesBackAndItsPublicFormHidesTheHash() {
    PasswordHash hash = quick.hash(new Secret("x"));

    assertThat(PasswordHash.parse(hash.encoded())).contains(hash);
    assertThat(hash.encoded()).startsWith("$pbkdf2-sha256$10$").doesNotContain("=");
    assertThat(hash).hasToString("$pbkdf2-sha256$10$****");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plain",
        "$pbkdf2-sha1$10$c2FsdHNhbHQ$ZiMD/VuDIBLM8rT9ZlFkcm8vO44PH2jtvpsH6s4pwvU",
        "$pbkdf2-sha256$0$c2FsdHNhbHQ$ZiMD/VuDIBLM8rT9ZlFkcm8vO44PH2jtvpsH6s4pwvU",
        "$pbkdf2-sha256$99999999$c2FsdHNhbHQ$ZiMD/VuDIBLM8rT9ZlFkcm8vO44PH2jtvpsH6s4pwvU",
        "$pbkdf2-sha256$10$c2FsdA$ZiMD/VuDIBLM8rT9ZlFkcm8vO44PH2jtvpsH6s4pwvU",
        "$pbkdf2-sha256$10$c2FsdHNhbHQ$c2FsdA",
        "$pbkdf2-sha256$10$c2FsdHNhbHQ$A"
      })
  void otherTextIsNoHash(String text) {
    assertThat(PasswordHash.parse(text)).isEmpty();
  }

  @Test
  void anEmptyPasswordIsRefused() {
    assertThatThrownBy(() -> quick.hash(new Secret("")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
