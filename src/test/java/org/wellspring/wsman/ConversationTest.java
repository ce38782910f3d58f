package org.wellspring.wsman;

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
import org.wellspring.testing.conversation.WireXml;

/** Plays every folder of {@code src/test/resources/conversations}; see {@link Conversation}. */
final class ConversationTest {
  static final Path ROOT = Path.of("src/test/resources/conversations");

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
                    () -> new Conversation(folder, golden, WsmanWorld::new).play()));
  }

  @Test
  void everyConversationSaysWhereItComesFrom() throws IOException {
    for (Path folder : folders()) {
      assertThat(folder.resolve("NOTES.md")).isNotEmptyFile();
    }
  }

  /** The control of all the others: what the comparison sees, and what it does not mind. */
  @Test
  void prefixesMayDifferButNamesInTextMayNot() {
    String golden =
        "<s:Value xmlns:s='http://www.w3.org/2003/05/soap-envelope' xmlns:a='urn:a'>a:Gone</s:Value>";
    String otherPrefix =
        "<e:Value xmlns:e='http://www.w3.org/2003/05/soap-envelope' xmlns:b='urn:a'>b:Gone</e:Value>";
    String otherName = otherPrefix.replace("urn:a", "urn:b");

    assertThat(WireXml.difference(golden, otherPrefix)).isEmpty();
    assertThat(WireXml.difference(golden, otherName)).isPresent();
    assertThat(WireXml.difference("<a>${xmlunit.matchesRegex(uuid:.+)}</a>", "<a>uuid:7</a>"))
        .isEmpty();
    assertThat(WireXml.difference("<a>${xmlunit.matchesRegex(uuid:.+)}</a>", "<a>seven</a>"))
        .isPresent();
  }
}
