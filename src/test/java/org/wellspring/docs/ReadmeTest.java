package org.wellspring.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.wellspring.config.ConfigLoader;
import org.wellspring.metrics.MeterName;

/** README must say what the code does: names in its tables are compared with the code. */
final class ReadmeTest {
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  private static List<String> rows(String heading) throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    String section = readme.substring(readme.indexOf("\n## " + heading));
    return section
        .substring(1)
        .lines()
        .skip(1)
        .takeWhile(line -> !line.startsWith("## "))
        .filter(line -> line.startsWith("| `"))
        .toList();
  }

  private static Stream<String> names(String row) {
    return CODE.matcher(row.split("\\|")[1]).results().map(m -> m.group(1));
  }

  /**
   * A name that begins with a dot goes on from the one before it: {@code log.retention.events},
   * {@code .age}.
   */
  private static List<String> settings(String row) {
    List<String> names = names(row).toList();
    String first = names.get(0);
    String parent = first.substring(0, first.lastIndexOf('.'));
    return names.stream().map(name -> name.startsWith(".") ? parent + name : name).toList();
  }

  @Test
  void everySettingInTheTableExists() throws IOException {
    Set<String> known = ConfigLoader.keys();
    List<String> named = rows("Settings").stream().flatMap(row -> settings(row).stream()).toList();
    assertThat(named).hasSizeGreaterThan(10).allSatisfy(name -> assertThat(known).contains(name));
  }

  @Test
  void theMetricsTableListsEveryMeterAndNoOther() throws IOException {
    Set<String> inTable =
        rows("Metrics").stream()
            .flatMap(ReadmeTest::names)
            .map(name -> name.replaceFirst("_(total|seconds)$", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> inCode =
        Stream.of(MeterName.values())
            .map(name -> "wellspring_" + name.name().toLowerCase(java.util.Locale.ROOT))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(inTable).isEqualTo(inCode);
  }

  @Test
  void everyTestNamedInTheTableOfRulesExists() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    List<String> named =
        Pattern.compile("`([A-Z][A-Za-z]+(?:Test|IT))`")
            .matcher(readme)
            .results()
            .map(m -> m.group(1))
            .distinct()
            .toList();
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      Set<String> tests =
          files
              .map(path -> path.getFileName().toString())
              .filter(name -> name.endsWith(".java"))
              .map(name -> name.substring(0, name.length() - 5))
              .collect(Collectors.toSet());
      assertThat(named).isNotEmpty().allSatisfy(name -> assertThat(tests).contains(name));
    }
  }
}
