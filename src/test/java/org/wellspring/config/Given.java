package org.wellspring.config;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wellspring.config.settings.ConfigProblems;

/** Loads settings for tests. */
final class Given {
  private Given() {}

  static WellspringConfig settings(String... assignments) {
    return ConfigLoader.load(Optional.empty(), Map.of(), List.of(assignments));
  }

  static WellspringConfig file(Path file) {
    return ConfigLoader.load(Optional.of(file), Map.of(), List.of());
  }

  /** The lines of the refusal; empty when there is none. */
  static List<String> problemsOfSettings(String... assignments) {
    return problems(Optional.empty(), assignments);
  }

  static List<String> problemsOfFile(Path file, String... assignments) {
    return problems(Optional.of(file), assignments);
  }

  private static List<String> problems(Optional<Path> file, String... assignments) {
    ConfigProblems caught =
        catchThrowableOfType(
            ConfigProblems.class, () -> ConfigLoader.load(file, Map.of(), List.of(assignments)));
    return caught == null ? List.of() : caught.problems().stream().map(String::valueOf).toList();
  }
}
