package org.wellspring.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wellspring.model.FilterSpec;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

final class FilterOptionsTest {
  @Command
  private static final class Any {
    @Mixin final FilterOptions options = new FilterOptions();
  }

  private static FilterSpec given(String... arguments) throws UsageProblem {
    Any command = new Any();
    new CommandLine(command).parseArgs(arguments);
    return command.options.filter().orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "xpath, http://www.w3.org/TR/1999/REC-xpath-19991116",
    "cql, http://schemas.dmtf.org/wbem/cql/1/dsp0202.pdf",
    "wql, http://schemas.microsoft.com/wbem/wsman/1/WQL",
    "criteria, urn:wellspring:filter:criteria",
    "urn:another, urn:another"
  })
  void aDialectHasAShortName(String name, String uri) throws UsageProblem {
    FilterSpec spec = given("--dialect", name, "--filter", "a = 1");

    assertThat(spec.dialect()).isEqualTo(uri);
    assertThat(spec.text()).isEqualTo("a = 1");
  }

  @Test
  void withoutAFilterThereIsNone() throws UsageProblem {
    Any command = new Any();
    new CommandLine(command).parseArgs("--dialect", "cql");

    assertThat(command.options.filter()).isEmpty();
  }

  @Test
  void selectorsBecomeASelectorSet() throws UsageProblem {
    FilterSpec spec = given("--dialect", "selector", "--filter", "Floor=3&Name=a=b");

    assertThat(spec.dialect()).endsWith("/SelectorFilter");
    assertThat(spec.element().orElseThrow().toString())
        .contains("Name=\"Floor\">3<", "Name=\"Name\">a=b<");
    assertThatThrownBy(() -> given("--dialect", "selector", "--filter", "Floor"))
        .isInstanceOf(UsageProblem.class)
        .hasMessageContaining("'Floor' is not Name=Value");
  }

  @Test
  void aQueryListIsSentAsElementsAndAnExpressionBecomesOne() throws UsageProblem {
    String list = "<QueryList><Query><Select>*</Select></Query></QueryList>";

    assertThat(given("--dialect", "querylist", "--filter", list).element().orElseThrow().toString())
        .isEqualTo("<Filter>" + list + "</Filter>");
    assertThat(
            given("--dialect", "querylist", "--filter", "*[System[Level<3]]")
                .element()
                .orElseThrow()
                .toString())
        .isEqualTo(
            "<Filter><QueryList><Query Id=\"0\"><Select>*[System[Level&lt;3]]</Select></Query></QueryList></Filter>");
    assertThatThrownBy(() -> given("--dialect", "querylist", "--filter", "<QueryList>"))
        .isInstanceOf(UsageProblem.class)
        .hasMessageContaining("--filter is not XML");
  }
}
