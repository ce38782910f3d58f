package org.wellspring.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.wellspring.cli.option.DurationText;
import org.wellspring.cli.option.UsageProblem;
import org.wellspring.cli.text.Terminal;
import org.wellspring.client.ExchangeFailed;
import org.wellspring.client.SoapFault;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code demo}: the server with simulated fountains, and a subscriber in every mode. */
@Command(
    name = "demo",
    description = {
      "Shows simulated fountains in every delivery mode.",
      "",
      "Starts a server with simulated drinking fountains on a free port, subscribes to them in every "
          + "delivery mode, and shows the events as they come. At the end it counts them."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  wellspring demo", "  wellspring demo --for 5s --listen http://127.0.0.1:5985"})
final class DemoCommand implements Callable<Integer> {
  /** Set by {@code bin/wellspring}: the directory that holds {@code config/}. */
  private static final String HOME = "wellspring.home";

  private final Terminal terminal;
  private final ServerLauncher launcher;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      converter = DurationText.class,
      description = "How long to show events. Default: until Ctrl-C")
  private @Nullable Duration time;

  @Option(
      names = "--listen",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:0",
      description = "Where the server listens; port 0 is any free one. Default: ${DEFAULT-VALUE}")
  private URI listen = URI.create("http://127.0.0.1:0");

  private static final Duration FOREVER = Duration.ofDays(3650);

  DemoCommand(Terminal terminal, ServerLauncher launcher) {
    this.terminal = terminal;
    this.launcher = launcher;
  }

  @Override
  public Integer call()
      throws IOException, UsageProblem, SoapFault, ExchangeFailed, InterruptedException {
    Path data = Files.createTempDirectory("wellspring-demo-");
    try (StopSignal stop = StopSignal.install();
        RunningServer server = launcher.start(options(data))) {
      URI endpoint = server.baseUrl().resolve("/wsman");
      terminal.out().println("server at " + endpoint + (time == null ? "; Ctrl-C ends it" : ""));
      DemoBoard board = new DemoBoard(terminal);
      try (DemoSubscribers subscribers = DemoSubscribers.open(terminal, endpoint, board, stop)) {
        board.begin();
        if (!stop.await(Optional.ofNullable(time).orElse(FOREVER))) {
          stop.stop();
        }
        subscribers.rethrow();
      }
      board.summary();
    } finally {
      delete(data);
    }
    return Main.DONE;
  }

  private ServeOptions options(Path data) {
    Path config = Path.of(System.getProperty(HOME, ".")).resolve("config").resolve("demo.yaml");
    return new ServeOptions(
        Optional.of(config), List.of(listen), Optional.of(data), Optional.empty(), Map.of());
  }

  private static void delete(Path directory) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(directory)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.deleteIfExists(path);
    }
  }
}
