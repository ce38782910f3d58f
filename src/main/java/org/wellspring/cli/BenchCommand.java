package org.wellspring.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.wellspring.bench.Bench;
import org.wellspring.cli.option.UsageProblem;
import org.wellspring.cli.text.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bench}: how fast it is, beside how fast it could be. */
@Command(
    name = "bench",
    description = {
      "Measures this program on this machine.",
      "",
      "Each scenario starts a server of its own, with sinks and publishers, in this process. It prints "
          + "the figure, the limit measured in the same run, and their ratio, and checks that no event "
          + "was lost, doubled or reordered. Scenarios: push, fan-out, batched, pull, trap, publish, "
          + "subscribe, latency, isolation, memory, memory-million, restart, filters, "
          + "filters-million, soak. Exit code 1 when one could not be run or an event went "
          + "astray, whatever the figures."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  wellspring bench",
      "  wellspring bench push latency --json",
      "  JAVA_OPTS=-Xmx256m wellspring bench soak --seconds 600"
    })
final class BenchCommand implements Callable<Integer> {
  private static final int LONGEST = 86_400;

  private final Terminal terminal;

  @Parameters(
      arity = "0..*",
      paramLabel = "SCENARIO",
      description =
          "What to measure. Default: everything but filters-million, which takes about ten minutes")
  private List<String> scenarios = new ArrayList<>();

  @Option(names = "--json", description = "Print one JSON object. Default: lines and a table")
  private boolean json;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "How long each scenario measures. Default: 6, and 20 for soak")
  private Optional<Integer> seconds = Optional.empty();

  BenchCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws UsageProblem {
    List<String> names = Bench.names();
    for (String name : scenarios) {
      if (!names.contains(name)) {
        throw new UsageProblem(
            "there is no scenario " + name + "; there are " + String.join(", ", names));
      }
    }
    if (seconds.isPresent() && (seconds.get() < 1 || seconds.get() > LONGEST)) {
      throw new UsageProblem("--seconds is " + seconds.get() + "; 1 to " + LONGEST + " is allowed");
    }
    Bench.Format format = json ? Bench.Format.JSON : Bench.Format.LINES;
    OptionalInt span = seconds.map(OptionalInt::of).orElse(OptionalInt.empty());
    boolean right = new Bench(terminal.out(), terminal.err(), format).run(scenarios, span);
    return right ? Main.DONE : Main.FAILED;
  }
}
