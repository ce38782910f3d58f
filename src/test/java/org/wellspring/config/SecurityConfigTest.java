package org.wellspring.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wellspring.config.settings.Cidr;

final class SecurityConfigTest {
  @Test
  void nothingWrittenGivesTheDefaults() {
    assertThat(Given.settings().security()).isEqualTo(SecurityConfig.DEFAULTS);
  }

  @Test
  void everyKeyReachesItsComponent() {
    SecurityConfig read =
        Given.settings(
                "security.users=/etc/wellspring/users",
                "security.sinks.allow=10.0.0.0/8, ::1",
                "security.sinks.deny=",
                "security.sinks.allow-self=true",
                "security.allow-plain-credentials=true",
                "security.key-file=/etc/wellspring/key")
            .security();

    assertThat(read)
        .isEqualTo(
            new SecurityConfig(
                Optional.of(Path.of("/etc/wellspring/users")),
                new SecurityConfig.Sinks(
                    List.of(Cidr.parser().apply("10.0.0.0/8"), Cidr.parser().apply("::1/128")),
                    List.of(),
                    true),
                true,
                Optional.of(Path.of("/etc/wellspring/key"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          security.users= | nothing: a path
          security.sinks.allow=10.0.0.1/8 | no bits set behind the prefix
          security.sinks.allow=example.org | an address block
          security.sinks.deny=10.0.0.0/33 | an address block
          security.sinks.deny=fe80::/129 | an address block
          security.sinks.allow-self=maybe | true or false
          security.allow-plain-credentials=TRUE | true or false
          security.key-file= | nothing: a path
          """)
  void aBadValueIsRefusedWithWhatIsWanted(String assignment, String wanted) {
    String key = assignment.substring(0, assignment.indexOf('='));

    assertThat(Given.problemsOfSettings(assignment))
        .singleElement()
        .asString()
        .startsWith("--set: " + key + ": ")
        .contains(wanted);
  }
}
