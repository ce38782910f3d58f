package org.wellspring.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.wellspring.cli.option.UsageProblem;
import org.wellspring.cli.text.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code serve}: the server. */
@Command(
    name = "serve",
    description = {
      "Runs the event source server.",
      "",
      "Runs until it is told to stop (Ctrl-C, SIGTERM). Prints one line with the word ready and the "
          + "base URL when it serves."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  wellspring serve",
      "  wellspring serve --config config/fountains.yaml --data /var/lib/wellspring",
      "  wellspring serve --users users.txt --listen http://0.0.0.0:5985",
      "  wellspring serve --set log.retention.age=7d --set subscription.max-lease=24h"
    })
final class ServeCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final ServerLauncher launcher;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "YAML configuration. Default: built-in settings")
  private Optional<Path> config = Optional.empty();

  @Option(
      names = "--listen",
      paramLabel = "URL",
      description =
          "Address to listen on, http://HOST:PORT; repeatable. Default: the configuration's,"
              + " else http://127.0.0.1:5985")
  private List<URI> listen = new ArrayList<>();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where events and subscriptions are kept. Default: the configuration's")
  private Optional<Path> data = Optional.empty();

  @Option(
      names = "--users",
      paramLabel = "FILE",
      description =
          "Users file, see passwd; callers must then authenticate. Default: none, anonymous"
              + " callers on loopback addresses only")
  private Optional<Path> users = Optional.empty();

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description =
          "A setting by its dotted name; repeatable; wins over environment and file. Default:"
              + " none")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(
      names = "--until-input-ends",
      description =
          "Stop when standard input ends, too: for a program that starts the server and must not"
              + " leave it behind. Default: off")
  private boolean untilInputEnds;

  ServeCommand(Terminal terminal, ServerLauncher launcher) {
    this.terminal = terminal;
    this.launcher = launcher;
  }

  @Override
  public Integer call() throws IOException, UsageProblem, InterruptedException {
    try (StopSignal stop = StopSignal.install();
        RunningServer server =
            launcher.start(new ServeOptions(config, listen, data, users, settings))) {
      terminal.out().println("wellspring is ready at " + server.baseUrl());
      terminal.out().flush();
      stopTogether(server, stop);
      if (untilInputEnds) {
        stopWithInput(stop);
      }
      stop.await();
      return server.failed() ? Main.FAILED : Main.DONE;
    }
  }

  /** A server that stops of itself ends the command too. */
  private static void stopTogether(RunningServer server, StopSignal stop) {
    Thread watcher =
        new Thread(
            () -> {
              try {
                server.awaitStop();
                stop.stop();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "ws-watch");
    watcher.setDaemon(true);
    watcher.start();
  }

  private static void stopWithInput(StopSignal stop) {
    Thread watcher =
        new Thread(
            () -> {
              try {
                long unused = System.in.transferTo(OutputStream.nullOutputStream());
              } catch (IOException e) {
                // that is an end, too
              }
              stop.stop();
            },
            "ws-input");
    watcher.setDaemon(true);
    watcher.start();
  }
}
