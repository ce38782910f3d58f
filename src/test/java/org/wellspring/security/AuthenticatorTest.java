package org.wellspring.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wellspring.model.Principal;
import org.wellspring.model.Principal.Role;
import org.wellspring.model.Secret;

final class AuthenticatorTest {
  @TempDir Path folder;

  private final Passwords passwords = new Passwords(new SecureRandom(), 10);
  private final ManualTime time = new ManualTime();
  private Path file = Path.of("unset");

  @BeforeEach
  void twoUsers() throws IOException {
    file = folder.resolve("users.txt");
    put("anna", Role.USER, "Zürich: ☂");
    put("bert", Role.ADMIN, "grün");
  }

  private void put(String name, Role role, String password) throws IOException {
    UsersFile.put(file, new User(name, role, passwords.hash(new Secret(password))));
  }

  private Authenticator authenticator() {
    return new Authenticator(UsersFile.open(file, time), passwords, time);
  }

  private static String basic(String pair, Charset charset) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(charset));
  }

  private static String basic(String pair) {
    return basic(pair, StandardCharsets.UTF_8);
  }

  @Test
  void nameAndPasswordTellWhoItIs() {
    Authenticator authenticator = authenticator();

    assertThat(authenticator.authenticate(basic("anna:Zürich: ☂")))
        .contains(new Principal("anna", Role.USER));
    assertThat(authenticator.authenticate(basic("bert:grün")))
        .contains(new Principal("bert", Role.ADMIN));
  }

  /** RFC 7617 §2: the scheme's name has no case. */
  @Test
  void theSchemeIsReadWithoutCase() {
    assertThat(authenticator().authenticate(basic("bert:grün").replace("Basic", "bASIC")))
        .isPresent();
  }

  @Test
  void olderClientsMaySendIso88591() {
    assertThat(authenticator().authenticate(basic("bert:grün", StandardCharsets.ISO_8859_1)))
        .contains(new Principal("bert", Role.ADMIN));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"anna:zürich: ☂", "anna:", "anna", "nobody:grün", ":grün", "anna:grün", "ANNA:x"})
  void aWrongPairIsNobody(String pair) {
    assertThat(authenticator().authenticate(basic(pair))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Basic", "Basic ", "Basic ***", "Bearer YmVydDpncsO8bg==", "Basic=x"})
  void aMalformedHeaderIsNobody(String header) {
    assertThat(authenticator().authenticate(header)).isEmpty();
  }

  @Test
  void whoWasVerifiedIsRememberedForFiveMinutes() {
    Authenticator authenticator = authenticator();
    authenticator.authenticate(basic("bert:grün"));
    assertThat(authenticator.rememberedCount()).isEqualTo(1);

    time.advance(Duration.ofSeconds(299));
    assertThat(authenticator.authenticate(basic("bert:grün"))).isPresent();
    time.advance(Duration.ofSeconds(2));
    assertThat(authenticator.authenticate(basic("bert:falsch"))).isEmpty();
    assertThat(authenticator.authenticate(basic("bert:grün"))).isPresent();
  }

  @Test
  void rememberingSavesTheSlowHash() throws IOException {
    PasswordHash slow = new Passwords(new SecureRandom(), 300_000).hash(new Secret("slow"));
    UsersFile.put(file, new User("carl", Role.USER, slow));
    Authenticator authenticator = authenticator();
    long first = processorNanos(() -> authenticator.authenticate(basic("carl:slow")));

    long later =
        processorNanos(
            () -> {
              for (int i = 0; i < 100; i++) {
                assertThat(authenticator.authenticate(basic("carl:slow"))).isPresent();
              }
            });

    assertThat(later).isLessThan(10 * first);
  }

  private static long processorNanos(Runnable work) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadCpuTime();
    work.run();
    return threads.getCurrentThreadCpuTime() - before;
  }

  @Test
  void failuresAreNotRemembered() {
    Authenticator authenticator = authenticator();
    authenticator.authenticate(basic("bert:falsch"));
    authenticator.authenticate(basic("nobody:falsch"));

    assertThat(authenticator.rememberedCount()).isZero();
  }

  @Test
  void aChangedPasswordVoidsWhatIsRemembered() throws IOException {
    Authenticator authenticator = authenticator();
    assertThat(authenticator.authenticate(basic("bert:grün"))).isPresent();

    put("bert", Role.USER, "blau");
    time.advance(Duration.ofSeconds(2));

    assertThat(authenticator.authenticate(basic("bert:grün"))).isEmpty();
    assertThat(authenticator.authenticate(basic("bert:blau")))
        .isEqualTo(Optional.of(new Principal("bert", Role.USER)));
  }

  @Test
  void atMostAThousandAreRemembered() throws IOException {
    PasswordHash same = passwords.hash(new Secret("x"));
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 1001; i++) {
      lines.append(new User("u" + i, Role.USER, same).line()).append('\n');
    }
    Files.writeString(file, lines);
    Authenticator authenticator = authenticator();

    for (int i = 0; i < 1001; i++) {
      assertThat(authenticator.authenticate(basic("u" + i + ":x"))).isPresent();
    }

    assertThat(authenticator.rememberedCount()).isEqualTo(1000);
  }

  /** Somebody who does not exist is compared with a hash as dear as the dearest real one. */
  @Test
  void anUnknownUserCostsAsMuchAsAKnownOne() throws IOException {
    PasswordHash slow = new Passwords(new SecureRandom(), 300_000).hash(new Secret("slow"));
    UsersFile.put(file, new User("carl", Role.USER, slow));
    Authenticator authenticator = authenticator();
    authenticator.authenticate(basic("carl:warm-up"));

    long known = processorNanos(() -> authenticator.authenticate(basic("carl:wrong")));
    long unknown = processorNanos(() -> authenticator.authenticate(basic("nobody:wrong")));

    assertThat(unknown).isBetween(known / 3, known * 3);
  }
}
