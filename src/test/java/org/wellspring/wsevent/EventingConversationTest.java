package org.wellspring.wsevent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.wellspring.testing.conversation.Conversation;
import org.wellspring.testing.conversation.GoldenFiles;

/**
 * Plays every folder of {@code src/test/resources/eventing-conversations}; see {@link
 * Conversation}.
 */
final class EventingConversationTest {
  static final Path ROOT = Path.of("src/test/resources/eventing-conversations");

  static List<Path> folders() throws IOException {
    try (Stream<Path> all = Files.walk(ROOT, 2)) {
      return all.filter(
              path -> Files.isDirectory(path) && ROOT.relativize(path).getNameCount() == 2)
          .sorted()
          .toList();
    }
  }

  @TestFactory
  Stream<DynamicTest> everyConversationGoesAsRecorded() throws IOException {
    GoldenFiles golden = GoldenFiles.fromSystemProperties();
    return folders().stream()
        .map(
            folder ->
                DynamicTest.dynamicTest(
                    ROOT.relativize(folder).toString(),
                    () -> new Conversation(folder, golden, EventingWorld::new).play()));
  }

  @Test
  void everyConversationSaysWhatItIsAbout() throws IOException {
    for (Path folder : folders()) {
      assertThat(folder.resolve("NOTES.md")).isNotEmptyFile();
    }
  }
}
