package org.wellspring.config.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wellspring.config.settings.Setting.Kind;

final class SettingsReaderTest {
  private final Problems problems = new Problems();

  private SettingsReader reader(String... assignments) {
    return SettingsReader.of(Assignments.read(List.of(assignments), problems), problems);
  }

  private List<String> problems() {
    ConfigProblems caught = catchThrowableOfType(ConfigProblems.class, () -> problems.throwIfAny());
    return caught == null ? List.of() : caught.problems().stream().map(String::valueOf).toList();
  }

  @Test
  void whatNobodyAsksForIsUnknownAndTheNearestNameIsShown() {
    SettingsReader in = reader("log.dedup-mx=3", "list[4].nmae=x", "quite.other=1");
    assertThat(in.value("log.dedup-max", 7, Values.wholeNumber(0, 9))).isEqualTo(7);
    in.sections("list").forEach(entry -> entry.optional("name", Values.text()));

    in.reportUnknown();

    assertThat(problems())
        .containsExactly(
            "--set: log.dedup-mx: there is no setting of this name; the nearest is log.dedup-max",
            "--set: list[4].nmae: there is no setting of this name; the nearest is list[4].name",
            "--set: quite.other: there is no setting of this name");
  }

  @Test
  void aRetiredKeySaysWhatToWriteInstead() {
    SettingsReader in = reader("delivery.queue-size=3");
    in.section("delivery").retired("queue-size", "write delivery.queue");
    in.section("delivery").retired("never-written", "write nothing");

    in.reportUnknown();

    assertThat(problems())
        .containsExactly("--set: delivery.queue-size: is retired; write delivery.queue");
  }

  @Test
  void aListOrSectionWhereAValueIsWantedIsRefusedOnce() {
    SettingsReader in = reader("a[0]=1", "a[1]=2", "b.c=1");
    in.optional("a", Values.text());
    in.optional("b", Values.text());

    in.reportUnknown();

    assertThat(problems())
        .containsExactly(
            "--set: a: one value is wanted, not a list or a section",
            "--set: b: one value is wanted, not a list or a section");
  }

  @Test
  void aValueOrSectionWhereAListIsWantedIsRefused() {
    SettingsReader in = reader("a.x=1", "b=1", "c[0]=1", "d=1", "e[0].x=1");
    in.list("a", List.of(), Values.text());
    in.sections("b");
    in.sections("c");
    in.map("d", Values.text());
    in.list("e", List.of(), Values.text());

    in.reportUnknown();

    assertThat(problems())
        .containsExactly(
            "--set: a: a list is wanted, not a section",
            "--set: b: a list of sections is wanted, not one value",
            "--set: c[0]: a section is wanted, not one value",
            "--set: d: a section of names and values is wanted, not one value",
            "--set: e[0]: one value is wanted, not a list or a section");
  }

  @Test
  void aNameWithoutValueIsRefusedUnlessItIsAnEmptySection() {
    Map<String, Setting> written = new LinkedHashMap<>();
    written.put("log", new Setting("", "f line 1", Kind.NOTHING));
    written.put("key", new Setting("", "f line 2", Kind.NOTHING));
    written.put("list", new Setting("", "f line 3", Kind.EMPTY_LIST));
    SettingsReader in = SettingsReader.of(Settings.of(written), problems);
    in.optional("log.x", Values.text());
    in.optional("key", Values.text());

    assertThat(in.list("list", List.of("default"), Values.text())).isEmpty();
    in.reportUnknown();

    assertThat(problems())
        .containsExactly("f line 2: key: has no value; write one, or take the line out");
  }

  @Test
  void oneWrongEntryOfAListIsNamed() {
    SettingsReader in = reader("n=1,x, 3");

    assertThat(in.list("n", List.of(), Values.wholeNumber(0, 9))).isEmpty();
    assertThat(problems()).containsExactly("--set: n: x: a whole number from 0 to 9 is wanted");
    assertThat(reader("n=1, ,3").list("n", List.of(), Values.wholeNumber(0, 9)))
        .containsExactly(1, 3);
  }

  @Test
  void anAssignmentWithoutNameOrEqualsIsRefusedWithoutItsValue() {
    reader("log.dedup-max", "=5", "pass word=sesame", "a=b=c");

    assertThat(problems())
        .hasSize(3)
        .noneMatch(line -> line.contains("sesame"))
        .allMatch(line -> line.contains("is not of the form name=value"));
  }
}
