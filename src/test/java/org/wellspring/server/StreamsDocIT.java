package org.wellspring.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of {@code docs/streams.md}, run by a shell in their order as they are written, but
 * for the server's and the sink's host and port. Where a block of JSON or text follows, it is what
 * comes out; {@code …} stands for anything.
 */
final class StreamsDocIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern BLOCK =
      Pattern.compile(
          "^```(bash|json|text|json received)\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  private record Block(String kind, String content) {}

  private static List<Block> blocks() throws Exception {
    Matcher found = BLOCK.matcher(Files.readString(Path.of("docs/streams.md")));
    List<Block> blocks = new ArrayList<>();
    while (found.find()) {
      blocks.add(new Block(found.group(1), found.group(2)));
    }
    return blocks;
  }

  private static boolean isHere(String command) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
  }

  @Test
  void everyCommandGivesWhatIsPrintedBelowIt(@TempDir Path folder) throws Exception {
    for (String command : List.of("bash", "curl", "openssl", "sed")) {
      assumeTrue(isHere(command), command + " is not here");
    }
    List<Block> blocks = blocks();
    try (StartedServer server = StartedServer.with("stream.cell=pncell_vm-1304");
        RecordingSink sink = RecordingSink.accepting()) {
      run(folder, script(folder, blocks, server, sink));

      int compared = 0;
      for (int n = 0; n < blocks.size(); n++) {
        Block block = blocks.get(n);
        if (block.kind.equals("json received")) {
          assertThat(sink.messages()).hasSize(1);
          assertSame(block.content, sink.messages().get(0).text());
          compared++;
        } else if (!block.kind.equals("bash")) {
          String printed = Files.readString(folder.resolve("out." + (n - 1)));
          if (block.kind.equals("json")) {
            assertSame(block.content, printed);
          } else {
            assertThat(printed).matches(pattern(block.content));
          }
          compared++;
        }
      }
      assertThat(compared).isGreaterThan(8);
    }
  }

  /** One shell for all of them, as a reader has. */
  private static Path script(
      Path folder, List<Block> blocks, StartedServer server, RecordingSink sink) throws Exception {
    StringBuilder script = new StringBuilder();
    for (int n = 0; n < blocks.size(); n++) {
      if (blocks.get(n).kind.equals("bash")) {
        String sinkAt = sink.uri().getHost() + ":" + sink.uri().getPort();
        script
            .append("{\n")
            .append(
                blocks
                    .get(n)
                    .content
                    .replace("http://127.0.0.1:5985", server.base().toString())
                    .replace("127.0.0.1:8080", sinkAt))
            .append("} > ")
            .append(folder.resolve("out." + n))
            .append("\n");
      }
    }
    return Files.writeString(folder.resolve("script"), script);
  }

  private static void run(Path folder, Path script) throws Exception {
    Process shell =
        new ProcessBuilder("bash", script.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("errors").toFile())
            .start();
    assertThat(shell.waitFor(60, TimeUnit.SECONDS)).as("the commands end").isTrue();
    assertThat(folder.resolve("errors")).hasContent("");
  }

  private static void assertSame(String expected, String printed) throws Exception {
    String problem = difference(JSON.readTree(expected), JSON.readTree(printed), "");
    assertThat(problem).as("printed was %s", printed).isEmpty();
  }

  /** Where two trees differ; empty when they do not. */
  private static String difference(JsonNode expected, JsonNode seen, String path) {
    if (expected.isTextual() && seen.isTextual()) {
      return seen.asText().matches(pattern(expected.asText())) ? "" : path + ": " + seen;
    }
    if (expected.size() != seen.size() || expected.getNodeType() != seen.getNodeType()) {
      return path + ": " + seen;
    }
    if (expected.isObject()) {
      return expected.properties().stream()
          .map(
              member ->
                  difference(
                      member.getValue(), seen.path(member.getKey()), path + "/" + member.getKey()))
          .collect(Collectors.joining());
    }
    if (expected.isArray()) {
      StringBuilder all = new StringBuilder();
      for (int i = 0; i < expected.size(); i++) {
        all.append(difference(expected.path(i), seen.path(i), path + "/" + i));
      }
      return all.toString();
    }
    return expected.equals(seen) ? "" : path + ": " + seen;
  }

  private static String pattern(String expected) {
    return Stream.of(expected.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".+"));
  }

  /** So that a check of the document checks something. */
  @Test
  void aDifferenceIsFound() throws Exception {
    JsonNode printed = JSON.readTree("{\"a\":[1,\"x-1\"],\"b\":{\"c\":null}}");

    assertThat(difference(JSON.readTree("{\"a\":[1,\"x-…\"],\"b\":{\"c\":null}}"), printed, ""))
        .isEmpty();
    for (String other :
        List.of(
            "{\"a\":[2,\"x-1\"],\"b\":{\"c\":null}}",
            "{\"a\":[1,\"y-…\"],\"b\":{\"c\":null}}",
            "{\"a\":[1,\"x-1\"],\"b\":{\"d\":null}}",
            "{\"a\":[1],\"b\":{\"c\":null}}")) {
      assertThat(difference(JSON.readTree(other), printed, "")).as(other).isNotEmpty();
    }
  }
}
