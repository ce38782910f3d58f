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
      "Starts a server with simulated drinking fountains on a free port, in a process of its own, "
          + "subscribes to them in every delivery mode, and shows the events as they come. Kill the "
          + "server (kill -9) as often as you like: it is started again on the same data, and every "
          + "subscriber goes on. At the end the events are counted and held against the server's log."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  wellspring demo", "  wellspring demo --for 5s --listen http://127.0.0.1:5985"})
final class DemoCommand implements Callable<Integer> {
  /** Set by {@code bin/wellspring}: the directory that holds {@code config/}. */
  private static final String HOME = "wellspring.home";

  /** Nobody wants to look on while a back-off runs out. */
  private static final Map<String, String> QUICK_TO_COME_BACK =
      Map.of("delivery.first-backoff", "100ms", "delivery.max-backoff", "1s");

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
    Path folder = Files.createTempDirectory("wellspring-demo-");
    try (StopSignal stop = StopSignal.install();
        RunningServer server = launcher.start(options(folder.resolve("data")))) {
      URI endpoint = server.baseUrl().resolve("/wsman");
      greet(endpoint, server);
      DemoBoard board = new DemoBoard(terminal);
      try (DemoSubscribers subscribers = DemoSubscribers.open(terminal, endpoint, board, stop)) {
        board.begin();
        if (!stop.await(Optional.ofNullable(time).orElse(FOREVER))) {
          stop.stop();
        }
        subscribers.settle();
      }
      board.summary();
    } finally {
      delete(folder);
    }
    return Main.DONE;
  }

  private void greet(URI endpoint, RunningServer server) {
    terminal.out().println("server at " + endpoint + (time == null ? "; Ctrl-C ends it" : ""));
    server
        .pid()
        .ifPresent(
            pid ->
                terminal
                    .out()
                    .println("kill -9 " + pid + " kills it; it comes back, and nothing is lost"));
    terminal.out().flush();
  }

  private ServeOptions options(Path data) {
    Path config = Path.of(System.getProperty(HOME, ".")).resolve("config").resolve("demo.yaml");
    return new ServeOptions(
        Optional.of(config),
        List.of(listen),
        Optional.of(data),
        Optional.empty(),
        QUICK_TO_COME_BACK);
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
