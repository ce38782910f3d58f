package org.wellspring.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wellspring.config.settings.ConfigProblems;
import org.wellspring.model.Principal.Role;
import org.wellspring.model.Secret;

final class UsersFileTest {
  @TempDir Path folder;

  private final Passwords passwords = new Passwords(new SecureRandom(), 10);
  private final PasswordHash hash = passwords.hash(new Secret("x"));
  private final ManualTime time = new ManualTime();

  private Path file() {
    return folder.resolve("users.txt");
  }

  private User user(String name, Role role) {
    return new User(name, role, hash);
  }

  @Test
  void aUserThatIsPutIsFound() throws IOException {
    UsersFile.put(file(), user("anna", Role.USER));
    UsersFile.put(file(), user("bert smith", Role.ADMIN));

    UsersFile users = UsersFile.open(file(), time);

    assertThat(users.find("anna")).contains(user("anna", Role.USER));
    assertThat(users.find("bert smith")).contains(user("bert smith", Role.ADMIN));
    assertThat(users.find("Anna")).isEmpty();
    assertThat(users.find("")).isEmpty();
  }

  @Test
  void aNewOrRewrittenFileIsForItsOwnerOnly() throws IOException {
    UsersFile.put(file(), user("anna", Role.USER));
    assertThat(mode()).isEqualTo("rw-------");
    assertThat(UsersFile.isReadableByOthers(file())).isFalse();

    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(UsersFile.isReadableByOthers(file())).isTrue();
    UsersFile.put(file(), user("anna", Role.ADMIN));

    assertThat(mode()).isEqualTo("rw-------");
  }

  private String mode() throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file()));
  }

  @Test
  void commentsAndOthersStayWhenAUserChanges() throws IOException {
    String other = user("anna-maria", Role.USER).line();
    String old = user("anna", Role.USER).line();
    Files.write(file(), List.of("# our people", "", other, old, "# end"));

    UsersFile.put(file(), user("anna", Role.ADMIN));

    assertThat(Files.readAllLines(file()))
        .containsExactly("# our people", "", other, user("anna", Role.ADMIN).line(), "# end");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file());
    }
  }

  @Test
  void aLinkToTheFileStaysALink() throws IOException {
    Path link = folder.resolve("link");
    UsersFile.put(file(), user("anna", Role.USER));
    Files.createSymbolicLink(link, file());

    UsersFile.put(link, user("bert", Role.USER));

    assertThat(link).isSymbolicLink();
    assertThat(UsersFile.open(file(), time).find("bert")).isPresent();
  }

  @Test
  void aChangeIsSeenAtTheFirstLookUpAfterTwoSeconds() throws IOException {
    UsersFile.put(file(), user("anna", Role.USER));
    UsersFile users = UsersFile.open(file(), time);
    UsersFile.put(file(), user("bert", Role.USER));

    time.advance(Duration.ofMillis(1999));
    assertThat(users.find("bert")).isEmpty();

    time.advance(Duration.ofMillis(1));
    assertThat(users.find("bert")).isPresent();
  }

  @Test
  void aChangedFileWithMistakesKeepsTheUsersOfBefore() throws IOException {
    UsersFile.put(file(), user("anna", Role.USER));
    UsersFile users = UsersFile.open(file(), time);

    Files.writeString(file(), "half a li");
    time.advance(Duration.ofSeconds(2));
    assertThat(users.find("anna")).isPresent();

    Files.delete(file());
    time.advance(Duration.ofSeconds(2));
    assertThat(users.find("anna")).isPresent();

    UsersFile.put(file(), user("bert", Role.USER));
    time.advance(Duration.ofSeconds(2));
    assertThat(users.find("anna")).isEmpty();
    assertThat(users.find("bert")).isPresent();
  }

  @Test
  void everyWrongLineIsReportedWithoutItsText() throws IOException {
    String fine = user("anna", Role.USER).line();
    Files.write(
        file(),
        List.of(
            "# fine",
            fine,
            "bert:user:sesame",
            "cora:root:" + hash.encoded(),
            "dora",
            fine,
            " :user:" + hash.encoded()));

    assertThatThrownBy(() -> UsersFile.open(file(), time))
        .isInstanceOf(ConfigProblems.class)
        .hasMessageContainingAll(
            "users.txt line 3: the third field is not a password hash",
            "users.txt line 4: the role is user or admin",
            "users.txt line 5: NAME:ROLE:HASH is wanted",
            "users.txt line 6: this user has an earlier line already",
            "users.txt line 7: a user's name has")
        .message()
        .doesNotContain("sesame")
        .hasLineCount(5);
  }

  @Test
  void aMissingFileSaysWhichCommandMakesIt() {
    assertThatThrownBy(() -> UsersFile.open(file(), time))
        .isInstanceOf(ConfigProblems.class)
        .hasMessageContaining(
            "security.users: cannot be read; wellspring passwd makes such a file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a:b", "#a", " a", "a ", "a\nb", "a\tb"})
  void aNameThatWouldBreakTheFileIsRefused(String name) {
    assertThatThrownBy(() -> user(name, Role.USER)).isInstanceOf(IllegalArgumentException.class);
  }
}
