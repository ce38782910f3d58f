package org.wellspring.testing.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Expected messages as files. With {@code -Dgolden.update=true} they are rewritten, name and
 * content, from what the server says; the difference is then to be reviewed.
 */
public final class GoldenFiles {
  private enum Use {
    COMPARE,
    UPDATE
  }

  private final Use use;

  private GoldenFiles(Use use) {
    this.use = use;
  }

  public static GoldenFiles fromSystemProperties() {
    return new GoldenFiles(Boolean.getBoolean("golden.update") ? Use.UPDATE : Use.COMPARE);
  }

  /**
   * Compares a message with its golden file.
   *
   * @param name what the file has to be called: the status and encoding are part of it
   */
  public void check(Path file, String name, String actual) throws IOException {
    if (use == Use.UPDATE) {
      Path renamed = file.resolveSibling(name);
      Files.deleteIfExists(file);
      Files.writeString(renamed, actual.isEmpty() ? "" : WireXml.golden(actual));
      return;
    }
    assertThat(file.getFileName().toString()).as("status and encoding").isEqualTo(name);
    if (actual.isEmpty()) {
      assertThat(file).as("an answer without a body").isEmptyFile();
      return;
    }
    WireXml.difference(Files.readString(file), actual)
        .ifPresent(
            difference -> {
              throw new AssertionError(difference + "\nSeen was:\n" + WireXml.golden(actual));
            });
  }
}
