package org.wellspring.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.wellspring.server.ServerProcess;

/**
 * A server in a process of its own that is started again on the same data whenever it ends, however
 * often it is killed. For the demonstration, where killing it is part of the show.
 */
final class RestartingServer implements RunningServer {
  private static final Duration LONGEST_START = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int NINE = 128 + 9;

  private final Path log;
  private final List<String> arguments;
  private final Consumer<String> notices;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final URI base;
  private final Thread watcher;
  private volatile ServerProcess process;
  private volatile boolean failed;

  /**
   * Starts it and returns when it serves.
   *
   * @param log file for what it says
   * @param notices told in a few words when it ended and when it is back
   */
  static RestartingServer start(ServeOptions options, Path log, Consumer<String> notices)
      throws IOException {
    ServerProcess first = launch(arguments(options, options.listen()), log);
    try {
      URI base = first.awaitReady(LONGEST_START);
      return new RestartingServer(first, base, arguments(options, List.of(base)), log, notices);
    } catch (IOException e) {
      first.close();
      throw e;
    }
  }

  private RestartingServer(
      ServerProcess first, URI base, List<String> arguments, Path log, Consumer<String> notices) {
    this.process = first;
    this.base = base;
    this.arguments = arguments;
    this.log = log;
    this.notices = notices;
    this.watcher = new Thread(this::watch, "ws-watch");
    this.watcher.setDaemon(true);
    this.watcher.start();
  }

  private static List<String> arguments(ServeOptions options, List<URI> listen) {
    List<String> arguments = new ArrayList<>();
    options.config().ifPresent(file -> arguments.addAll(List.of("--config", file.toString())));
    listen.forEach(url -> arguments.addAll(List.of("--listen", url.toString())));
    options.data().ifPresent(folder -> arguments.addAll(List.of("--data", folder.toString())));
    options.users().ifPresent(file -> arguments.addAll(List.of("--users", file.toString())));
    options
        .settings()
        .forEach((name, value) -> arguments.addAll(List.of("--set", name + "=" + value)));
    return arguments;
  }

  private static ServerProcess launch(List<String> arguments, Path log) throws IOException {
    return ServerProcess.start(List.of("-XX:TieredStopAtLevel=1"), arguments, log);
  }

  private void watch() {
    try {
      while (!closing.await(0, TimeUnit.SECONDS)) {
        int code = process.ended().join();
        if (closing.getCount() == 0) {
          break;
        }
        notices.accept(
            code == NINE ? "the server was killed" : "the server ended with exit code " + code);
        if (closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
          break;
        }
        startAgain();
      }
    } catch (IOException e) {
      failed = true;
      notices.accept("the server does not come back: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      stopped.countDown();
    }
  }

  private void startAgain() throws IOException {
    ServerProcess next = launch(arguments, log);
    process = next;
    URI unused = next.awaitReady(LONGEST_START);
    notices.accept("the server is back on the same data, process " + next.pid());
  }

  @Override
  public URI baseUrl() {
    return base;
  }

  @Override
  public OptionalLong pid() {
    return OptionalLong.of(process.pid());
  }

  @Override
  public boolean failed() {
    return failed;
  }

  @Override
  public void close() {
    closing.countDown();
    process.close();
    try {
      watcher.join(LONGEST_START.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.close(); // one that was just being started
  }

  @Override
  public void awaitStop() throws InterruptedException {
    stopped.await();
  }
}
