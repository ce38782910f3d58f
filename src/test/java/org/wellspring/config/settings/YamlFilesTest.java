package org.wellspring.config.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class YamlFilesTest {
  @TempDir Path folder;

  private final Problems problems = new Problems();

  private Settings read(String text) throws IOException {
    return new YamlFiles(problems).read(write("x.yaml", text));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static Map<String, String> texts(Settings settings) {
    Map<String, String> texts = new LinkedHashMap<>();
    settings.asMap().forEach((path, setting) -> texts.put(path, setting.text()));
    return texts;
  }

  private List<String> problems() {
    ConfigProblems caught = catchThrowableOfType(ConfigProblems.class, () -> problems.throwIfAny());
    return caught == null ? List.of() : caught.problems().stream().map(String::valueOf).toList();
  }

  @Test
  void nestedAndDottedNamesAreTheSame() throws IOException {
    Settings settings =
        read(
            """
            log:
              retention.events: 010
            log.retention.age: 08:00
            http:
              listen: [a, "b c"]
            resources:
              - name: true
                prefixes: {p: "urn:p"}
            """);

    assertThat(problems()).isEmpty();
    assertThat(texts(settings))
        .containsExactly(
            Map.entry("log.retention.events", "010"),
            Map.entry("log.retention.age", "08:00"),
            Map.entry("http.listen[0]", "a"),
            Map.entry("http.listen[1]", "b c"),
            Map.entry("resources[0].name", "true"),
            Map.entry("resources[0].prefixes.p", "urn:p"));
  }

  @Test
  void everySettingKnowsItsLine() throws IOException {
    Settings settings = read("# comment\nlog:\n\n  dedup-max: 3\n");

    assertThat(settings.find("log.dedup-max")).contains(Setting.scalar("3", "x.yaml line 4"));
  }

  @Test
  void aNameWrittenTwiceIsRefusedHoweverItIsSpelt() throws IOException {
    Settings settings = read("log:\n  dedup-max: 3\nlog.dedup-max: 4\n");

    assertThat(settings.find("log.dedup-max")).map(Setting::text).contains("3");
    assertThat(problems())
        .containsExactly("x.yaml line 3: log.dedup-max: written twice, first in x.yaml line 2");
  }

  @Test
  void aSectionWrittenTwiceIsRefusedWhereItsNamesMeet() throws IOException {
    assertThat(texts(read("log:\n  a: 1\nlog:\n  a: 2\n  b: 3\n")))
        .containsExactly(Map.entry("log.a", "1"), Map.entry("log.b", "3"));
    assertThat(problems())
        .containsExactly("x.yaml line 4: log.a: written twice, first in x.yaml line 2");
  }

  @Test
  void anchorsAndAliasesAreRefusedSoThatNoneCanExplode() throws IOException {
    read("a: &a [x, x]\nb: [*a, *a]\nc: plain\n");

    assertThat(problems())
        .hasSize(3)
        .allSatisfy(line -> assertThat(line).contains("anchors (&) and aliases (*)"))
        .anySatisfy(line -> assertThat(line).startsWith("x.yaml line 1: a: "))
        .anySatisfy(line -> assertThat(line).startsWith("x.yaml line 2: b[1]: "));
  }

  @Test
  void tagsMergeKeysAndOddNamesAreRefused() throws IOException {
    read("a: !!binary aGVsbG8=\n<<: {b: 1}\n\"c d\": [1, {e: 2}]\n\"f[0]\": fine\n");

    assertThat(problems())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("x.yaml line 1: a: tags (!)"),
            line -> assertThat(line).startsWith("x.yaml line 2: <<: not a name"),
            line -> assertThat(line).startsWith("x.yaml line 3: c d: not a name"));
  }

  @Test
  void brokenYamlIsReportedWithItsLine() throws IOException {
    read("a: 1\nb: [1, 2\nc: 3\n");

    assertThat(problems()).singleElement().asString().matches("x\\.yaml line \\d+: not YAML: .+");
  }

  @Test
  void aTextOrAListOrTwoDocumentsAreNoFileOfSettings() throws IOException {
    read("just text");
    read("- a\n- b\n");
    read("a: 1\n---\nb: 2\n");

    assertThat(problems())
        .satisfiesExactly(
            line -> assertThat(line).contains("line 1: a file of settings is a section"),
            line -> assertThat(line).contains("line 1: a file of settings is a section"),
            line -> assertThat(line).contains("more than one document"));
  }

  @Test
  void anEmptyFileSaysNothing() throws IOException {
    assertThat(read("").asMap()).isEmpty();
    assertThat(read("# only a comment\n").asMap()).isEmpty();
    assertThat(problems()).isEmpty();
  }

  @Test
  void deepNestingIsRefusedBeforeTheStackIs() throws IOException {
    read("a: " + "[".repeat(40) + "]".repeat(40));

    assertThat(problems()).singleElement().asString().contains("nested more than 16 deep");
    read("a: " + "[".repeat(100_000));
    assertThat(problems()).last().asString().contains("not YAML: Document nesting depth");
  }

  @Test
  void includedListsComeFirstAndOtherSettingsAreReplaced() throws IOException {
    write("base.yaml", "list: [{n: a}, {n: b}]\nplain: [x]\ncomma: [x]\ngone: [x]\ns: 1\nt: 2\n");
    Settings settings =
        read("include: base.yaml\nlist: [{n: c}]\nplain: [y]\ncomma: y,z\ngone: []\ns: 3\n");

    assertThat(problems()).isEmpty();
    assertThat(texts(settings))
        .containsOnly(
            Map.entry("list[0].n", "a"),
            Map.entry("list[1].n", "b"),
            Map.entry("list[2].n", "c"),
            Map.entry("plain[0]", "x"),
            Map.entry("plain[1]", "y"),
            Map.entry("comma", "y,z"),
            Map.entry("gone", ""),
            Map.entry("s", "3"),
            Map.entry("t", "2"));
    assertThat(settings.find("t")).map(Setting::origin).contains("base.yaml line 6");
  }

  @Test
  void severalFilesMayBeIncludedAndIncludeOthers() throws IOException {
    Files.createDirectory(folder.resolve("d"));
    write("d/deep.yaml", "l: [deep]\n");
    write("d/one.yaml", "include: deep.yaml\nl: [one]\n");
    write("two.yaml", "l: [two]\n");

    assertThat(texts(read("include: [d/one.yaml, two.yaml]\n")))
        .containsExactly(
            Map.entry("l[0]", "deep"), Map.entry("l[1]", "one"), Map.entry("l[2]", "two"));
  }

  @Test
  void aFileThatIncludesItselfIsRefused() throws IOException {
    write("a.yaml", "s: 1\ninclude: x.yaml\n");

    assertThat(texts(read("include: a.yaml\nt: 2\n")))
        .containsExactly(Map.entry("s", "1"), Map.entry("t", "2"));
    assertThat(problems())
        .containsExactly(
            "a.yaml line 2: include: x.yaml includes itself, directly or by way of another");
  }

  @Test
  void aMissingFileIsReportedWhereItIsAskedFor() throws IOException {
    read("\ninclude: nowhere.yaml\n");
    read("include:\n");
    new YamlFiles(problems).read(Path.of("nowhere.yaml"));

    assertThat(problems())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("x.yaml line 2: there is no readable file"),
            line ->
                assertThat(line).isEqualTo("x.yaml line 1: include: the name of a file is wanted"),
            line ->
                assertThat(line).isEqualTo("nowhere.yaml: there is no readable file nowhere.yaml"));
  }
}
