package org.wellspring.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wellspring.config.settings.HostPort;
import org.wellspring.config.settings.Problems;
import org.wellspring.config.settings.YamlFiles;
import org.wellspring.model.ResourceUri;

/** The files in {@code config/}, as users get them. */
final class ShippedFilesTest {
  private static final Path SAMPLE = Path.of("config/server.sample.yaml");
  private static final ResourceUri FOUNTAINS =
      new ResourceUri("http://control.fineartschool.com/fountains");

  private static WellspringConfig shipped(String name) {
    return Given.file(Path.of("config").resolve(name));
  }

  @Test
  void fountainsDeclaresItsResourcesAndNoSimulator() {
    WellspringConfig config = shipped("fountains.yaml");

    ResourceConfig fountains = config.resources().get(0);
    assertThat(fountains.uri()).isEqualTo(FOUNTAINS);
    assertThat(fountains.selectors()).containsExactly("ResourceID");
    assertThat(fountains.prefixes())
        .isEqualTo(Map.of("fcs", "http://control.fineartschool.com/schemas/fcs"));
    assertThat(fountains.provider()).isEqualTo(ResourceConfig.Provider.FOUNTAINS);
    assertThat(config.resources())
        .map(ResourceConfig::name)
        .containsExactly(
            "fountains",
            "jvm",
            "CIM_AlertIndication",
            "CIM_Indication",
            "CIM_ProcessIndication",
            "CIM_InstIndication",
            "CIM_InstCreation",
            "CIM_InstModification",
            "CIM_InstDeletion",
            "events");
    assertThat(config.resources())
        .filteredOn(resource -> resource.name().startsWith("CIM_"))
        .allSatisfy(
            resource -> {
              assertThat(resource.cimNamespace()).contains("root/cimv2");
              assertThat(resource.selectors()).containsExactly("__cimnamespace");
              assertThat(resource.uri().value())
                  .isEqualTo(
                      "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/" + resource.name());
            });
    assertThat(config.sources()).singleElement().isInstanceOf(SourceConfig.Jmx.class);
    assertThat(config.http()).isEqualTo(HttpConfig.DEFAULTS);
  }

  @Test
  void demoAddsTheSimulatorAndNothingElse() {
    WellspringConfig plain = shipped("fountains.yaml");
    WellspringConfig demo = shipped("demo.yaml");

    assertThat(demo.resources()).isEqualTo(plain.resources());
    assertThat(demo.sources())
        .containsExactly(plain.sources().get(0), SourceConfig.Fountains.defaultsFor(FOUNTAINS));
  }

  @Test
  void syslogAddsItsResourceAndListener() {
    WellspringConfig config = shipped("syslog.yaml");

    ResourceConfig syslog = config.resources().get(config.resources().size() - 1);
    assertThat(syslog.uri().value()).isEqualTo("http://control.fineartschool.com/syslog");
    assertThat(syslog.prefixes()).isEqualTo(Map.of("sl", "urn:wellspring:syslog"));
    Optional<HostPort> at = Optional.of(new HostPort("127.0.0.1", 15514));
    assertThat(config.sources().get(1))
        .isEqualTo(
            new SourceConfig.Syslog(syslog.uri(), at, at, SourceConfig.Syslog.DEFAULT_MAX_MESSAGE));
  }

  @Test
  void theSampleSetsEverySettingToItsDefault() {
    assertThat(Given.file(SAMPLE)).isEqualTo(WellspringConfig.DEFAULTS);
  }

  @Test
  void theSampleNamesExactlyTheSettingsThereAre(@TempDir Path folder) throws IOException {
    Path uncommented = folder.resolve("all.yaml");
    // "#" at the start of a line and "# " before a name tell a setting from an explanation.
    Files.write(uncommented, uncommented(Files.readAllLines(SAMPLE)));
    Files.writeString(folder.resolve("fountains.yaml"), "");
    Problems problems = new Problems();

    Set<String> named =
        new YamlFiles(problems)
            .read(uncommented).asMap().keySet().stream()
                .map(path -> path.replaceAll("\\[\\d+]", "[]"))
                .map(path -> path.replaceFirst("prefixes\\.p$", "prefixes.*"))
                .map(ShippedFilesTest::withoutListOfTexts)
                .collect(Collectors.toCollection(TreeSet::new));

    problems.throwIfAny();
    assertThat(named).containsExactlyElementsOf(new TreeSet<>(ConfigLoader.keys()));
  }

  @Test
  void theExamplesInTheSampleAreRight(@TempDir Path folder) throws IOException {
    Path uncommented = folder.resolve("all.yaml");
    Files.write(uncommented, uncommented(Files.readAllLines(SAMPLE)));
    Files.copy(Path.of("config/fountains.yaml"), folder.resolve("fountains.yaml"));

    assertThat(Given.problemsOfFile(uncommented))
        .singleElement() // both kinds are shown, one may be used
        .asString()
        .endsWith("http.tls.keystore: either this or certificate and key, not both");
  }

  @Test
  void everySettingInTheSampleHasAnExplanationAboveIt() throws IOException {
    List<String> lines = Files.readAllLines(SAMPLE);
    for (int i = 1; i < lines.size(); i++) {
      boolean setting = lines.get(i).matches("#? *(- )?[a-z-]+: +\\S.*");
      boolean typeOrResource = lines.get(i).matches("# +(- type|  resource): .*");
      if (setting && !typeOrResource) {
        assertThat(lines.get(i - 1)).as("above: %s", lines.get(i)).matches(" *# .*");
      }
    }
  }

  /** The sample with the settings that stand behind a {@code #} in the first column. */
  private static List<String> uncommented(List<String> lines) {
    return lines.stream()
        .map(line -> line.matches("#( *- | +|)[a-z-]+:( .*)?") ? line.substring(1) : line)
        .toList();
  }

  /** A list of texts is one setting. */
  private static String withoutListOfTexts(String path) {
    return path.endsWith("[]") ? path.substring(0, path.length() - 2) : path;
  }
}
