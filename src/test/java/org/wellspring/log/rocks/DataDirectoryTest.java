package org.wellspring.log.rocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wellspring.testing.Events;
import org.wellspring.testing.VirtualTime;

/** Which directories are taken, and which are left alone. */
final class DataDirectoryTest {
  @TempDir Path temp;

  private StorageFixture fixture(Path directory) {
    return new StorageFixture(directory, RocksSettings.DEFAULTS, new VirtualTime());
  }

  /** Names and contents of everything below. */
  private static Map<String, String> contents(Path directory) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(
            directory.relativize(file).toString(),
            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return contents;
  }

  @Test
  void aDirectoryThatIsMissingIsMade() throws IOException {
    Path directory = temp.resolve("not/yet/there");

    try (StorageFixture fixture = fixture(directory)) {
      fixture.tryOpen();
    }

    assertThat(directory.resolve("wellspring-format")).hasContent("1");
  }

  @Test
  void aForeignDirectoryIsRefusedAndLeftAlone() throws IOException {
    Files.writeString(temp.resolve("letter.txt"), "Dear Alice");
    Files.createDirectories(temp.resolve("photos"));

    assertThatThrownBy(() -> fixture(temp).tryOpen())
        .isInstanceOf(StorageProblem.class)
        .hasMessageContaining("not made by Wellspring")
        .hasMessageContaining("letter.txt, photos")
        .hasMessageContaining("--data");

    assertThat(contents(temp)).containsOnlyKeys("letter.txt");
  }

  @Test
  void aFileIsNoDirectory() throws IOException {
    Path file = Files.writeString(temp.resolve("file"), "");

    assertThatThrownBy(() -> fixture(file).tryOpen())
        .isInstanceOf(StorageProblem.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void aNewerFormatIsRefusedAndLeftAlone() throws IOException {
    try (StorageFixture fixture = fixture(temp)) {
      fixture.open().eventLog().append(Events.range(0, 3)).join();
    }
    Files.writeString(temp.resolve("wellspring-format"), "2\n");
    Map<String, String> before = contents(temp);

    assertThatThrownBy(() -> fixture(temp).tryOpen())
        .isInstanceOf(StorageProblem.class)
        .hasMessageContaining("format 2")
        .hasMessageContaining("up to 1")
        .hasMessageContaining("Start the newer version");

    assertThat(contents(temp)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "one", "0", "-1", "1\n2", "99999999999999"})
  void aDamagedFormatIsRefused(String text) throws IOException {
    Files.writeString(temp.resolve("wellspring-format"), text);

    assertThatThrownBy(() -> fixture(temp).tryOpen())
        .isInstanceOf(StorageProblem.class)
        .hasMessageContaining("wellspring-format");
  }

  @Test
  void aSecondOpeningIsRefusedAndToldWhoIsThere() throws IOException {
    try (StorageFixture first = fixture(temp)) {
      first.open();

      assertThatThrownBy(() -> fixture(temp).tryOpen())
          .isInstanceOf(StorageProblem.class)
          .hasMessageContaining("in use by process " + ProcessHandle.current().pid() + " on host ");

      first.storage().eventLog().append(Events.range(0, 0)).join();
    }
    try (StorageFixture again = fixture(temp)) { // control: let go when closed
      again.tryOpen();
    }
  }

  @Test
  void aSecondProcessIsRefusedAndToldWhoIsThere() throws Exception {
    Process other =
        ChildProcess.start(temp.resolve("lib"), WritingProcess.class, data().toString(), "1048576");
    try (InputStreamReader in =
        new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8)) {
      assertThat(in.read()).as("it has begun to write").isNotEqualTo(-1);

      assertThatThrownBy(() -> fixture(data()).tryOpen())
          .isInstanceOf(StorageProblem.class)
          .hasMessageContaining("in use by process " + other.pid() + " on host ");
    } finally {
      other.destroyForcibly().waitFor();
    }
    try (StorageFixture again = fixture(data())) { // control: the lock dies with the process
      again.tryOpen();
    }
  }

  private Path data() {
    return temp.resolve("data");
  }

  @Test
  void aLostDatabaseIsNoticed() throws IOException {
    try (StorageFixture fixture = fixture(temp)) {
      fixture.open().eventLog().append(Events.range(0, 3)).join();
    }
    deleteAll(temp.resolve("db"));

    assertThatThrownBy(() -> fixture(temp).tryOpen())
        .isInstanceOf(StorageProblem.class)
        .hasMessageContaining("The database is missing")
        .hasMessageContaining("backup");
  }

  private static void deleteAll(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      List<Path> deepestFirst = files.sorted((a, b) -> b.compareTo(a)).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    }
  }
}
