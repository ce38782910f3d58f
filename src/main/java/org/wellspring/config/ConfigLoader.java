package org.wellspring.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wellspring.config.settings.Assignments;
import org.wellspring.config.settings.Environment;
import org.wellspring.config.settings.Problems;
import org.wellspring.config.settings.Settings;
import org.wellspring.config.settings.SettingsReader;
import org.wellspring.config.settings.YamlFiles;

/** Puts the settings together: command line over environment over file over defaults. */
public final class ConfigLoader {
  private ConfigLoader() {}

  /**
   * Reads and checks all settings.
   *
   * @param file YAML
   * @param environment all variables; those that start with {@code WELLSPRING_} count
   * @param assignments values of {@code --set}, each {@code name=value}
   * @throws org.wellspring.config.settings.ConfigProblems with everything that is wrong
   */
  public static WellspringConfig load(
      Optional<Path> file, Map<String, String> environment, List<String> assignments) {
    Problems problems = new Problems();
    Settings settings =
        file.map(new YamlFiles(problems)::read)
            .orElse(Settings.NONE)
            .overriddenBy(new Environment(keys()).read(environment, problems))
            .overriddenBy(Assignments.read(assignments, problems));
    SettingsReader reader = SettingsReader.of(settings, problems);
    WellspringConfig config = WellspringConfig.read(reader);
    reader.reportUnknown();
    problems.throwIfAny();
    return config;
  }

  /** Every key there is; list entries as {@code resources[].name}, free names as {@code *}. */
  public static java.util.Set<String> keys() {
    SettingsReader reader = SettingsReader.forKeys();
    WellspringConfig.read(reader);
    return reader.askedKeys();
  }
}
