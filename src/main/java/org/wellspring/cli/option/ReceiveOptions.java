package org.wellspring.cli.option;

import java.time.Duration;
import java.util.Optional;
import org.wellspring.cli.text.EventFormat;
import picocli.CommandLine.Option;

/** How to show events, and when it is enough. */
public final class ReceiveOptions {
  @Option(
      names = "--format",
      paramLabel = "NAME",
      defaultValue = "TEXT",
      description = "How events are shown: text, xml or json. Default: text")
  private EventFormat format = EventFormat.TEXT;

  @Option(
      names = {"-n", "--count"},
      paramLabel = "NUMBER",
      description = "End after this many events. Default: no limit")
  private Optional<Long> count = Optional.empty();

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      converter = DurationText.class,
      description = "End after this time, as in 30s. Default: at Ctrl-C")
  private Optional<Duration> time = Optional.empty();

  public EventFormat format() {
    return format;
  }

  /** At least 1. */
  public Optional<Long> count() throws UsageProblem {
    if (count.isPresent() && count.get() < 1) {
      throw new UsageProblem("--count " + count.get() + ": at least 1 is needed");
    }
    return count;
  }

  public Optional<Duration> time() {
    return time;
  }
}
