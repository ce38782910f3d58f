package org.wellspring.cli;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.wellspring.cli.option.UsageProblem;
import org.wellspring.config.ConfigLoader;
import org.wellspring.config.WellspringConfig;
import org.wellspring.config.settings.ConfigProblems;
import org.wellspring.server.EventSourceServer;

/** The server of this program, started in this process. */
final class LocalServer implements RunningServer {
  private final EventSourceServer server;

  private LocalServer(EventSourceServer server) {
    this.server = server;
  }

  static RunningServer start(ServeOptions options) throws IOException, UsageProblem {
    try {
      WellspringConfig config =
          ConfigLoader.load(options.config(), System.getenv(), assignments(options));
      return new LocalServer(EventSourceServer.start(config));
    } catch (ConfigProblems | IllegalArgumentException problems) {
      throw new UsageProblem(String.valueOf(problems.getMessage()));
    }
  }

  /** The options of the command are settings too; {@code --set} comes last and wins. */
  private static List<String> assignments(ServeOptions options) {
    List<String> assignments = new ArrayList<>();
    if (!options.listen().isEmpty()) {
      assignments.add(
          "http.listen="
              + options.listen().stream().map(URI::toString).collect(Collectors.joining(",")));
    }
    options.data().ifPresent(directory -> assignments.add("data.directory=" + directory));
    options.users().ifPresent(file -> assignments.add("security.users=" + file));
    options.settings().forEach((name, value) -> assignments.add(name + "=" + value));
    return assignments;
  }

  @Override
  public URI baseUrl() {
    return server.baseUrl();
  }

  @Override
  public boolean failed() {
    return server.failed();
  }

  @Override
  public void close() {
    server.close();
  }

  @Override
  public void awaitStop() throws InterruptedException {
    try {
      server.stopped().get();
    } catch (ExecutionException never) { // it completes, or it does not
      throw new IllegalStateException(never);
    }
  }
}
