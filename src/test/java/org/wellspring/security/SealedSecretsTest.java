package org.wellspring.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wellspring.model.Secret;

final class SealedSecretsTest {
  private static final Secret PASSWORD = new Secret("hunter2 ümläut");
  private static final String CONTEXT = "subscription/uuid:1#sinkPassword";

  @TempDir private Path folder;

  private SealedSecrets secrets() throws IOException {
    return SealedSecrets.open(folder.resolve("key"));
  }

  @Test
  void whatIsSealedOpensAgainAlsoAfterARestart() throws IOException {
    String sealed = secrets().seal(PASSWORD, CONTEXT);

    assertThat(secrets().open(sealed, CONTEXT)).isEqualTo(PASSWORD);
    assertThat(sealed).doesNotContain("hunter2");
  }

  @Test
  void theSameSecretIsNeverSealedTheSame() throws IOException {
    SealedSecrets secrets = secrets();

    assertThat(secrets.seal(PASSWORD, CONTEXT)).isNotEqualTo(secrets.seal(PASSWORD, CONTEXT));
  }

  @Test
  void theKeyIsForItsOwnerOnly() throws IOException {
    secrets();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("key"))))
        .isEqualTo("rw-------");
  }

  @Test
  void anotherPlaceKeyOrOctetDoesNotOpenIt() throws IOException {
    SealedSecrets secrets = secrets();
    String sealed = secrets.seal(PASSWORD, CONTEXT);
    String changed = sealed.replace(sealed.charAt(20), sealed.charAt(20) == 'A' ? 'B' : 'A');

    assertThatThrownBy(() -> secrets.open(sealed, "subscription/uuid:2#sinkPassword"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("security.key-file")
        .hasMessageNotContaining("hunter2");
    assertThatThrownBy(() -> secrets.open(changed, CONTEXT))
        .isInstanceOf(IllegalStateException.class);
    SealedSecrets other = SealedSecrets.open(folder.resolve("other"));
    assertThatThrownBy(() -> other.open(sealed, CONTEXT)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aFileThatHoldsNoKeyIsRefusedWithItsSetting() throws IOException {
    Files.writeString(folder.resolve("key"), "c2hvcnQ=\n");

    assertThatThrownBy(this::secrets)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("security.key-file");
  }
}
