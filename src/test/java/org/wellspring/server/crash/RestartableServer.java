package org.wellspring.server.crash;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.wellspring.server.ServerProcess;

/**
 * The real server in a process of its own, always at the same port and with the same data, so that
 * it can be killed and started again.
 */
final class RestartableServer implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofSeconds(60);

  private final Path folder;
  private final String heap;
  private final int port;
  private final List<String> settings;
  private ServerProcess process;

  /**
   * Starts it for the first time, on a port that is free now.
   *
   * @param heap option of Java that bounds it
   * @param settings {@code NAME=VALUE}
   */
  RestartableServer(Path folder, String heap, String... settings) throws IOException {
    this.folder = folder;
    this.heap = heap;
    this.settings = List.of(settings);
    this.port = freePort();
    Files.createDirectories(folder.resolve("tmp"));
    this.process = launch();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Starts it again after {@link #kill}. */
  void start() throws IOException {
    process = launch();
  }

  private ServerProcess launch() throws IOException {
    List<String> java =
        List.of(
            heap,
            "-XX:+UseSerialGC",
            "-Djava.net.preferIPv4Stack=true",
            "-Djava.io.tmpdir=" + folder.resolve("tmp"));
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--config", "config/fountains.yaml"));
    arguments.addAll(List.of("--listen", base().toString()));
    arguments.addAll(List.of("--data", folder.resolve("data").toString()));
    settings.forEach(setting -> arguments.addAll(List.of("--set", setting)));
    return ServerProcess.start(java, arguments, log().toPath());
  }

  /** What all its runs said. */
  File log() {
    return folder.resolve("server.log").toFile();
  }

  /** Waits until it serves. */
  void awaitReady() throws IOException {
    URI unused = process.awaitReady(LONGEST_START);
  }

  /** Lets it run on for a while. */
  void runFor(Duration time) throws Exception {
    try {
      int code = process.ended().get(time.toMillis(), TimeUnit.MILLISECONDS);
      throw new IllegalStateException(
          "the server ended by itself with " + code + ": " + process.lastWords());
    } catch (TimeoutException stillRunning) {
      // as it should
    }
  }

  /** {@code kill -9}; returns when it is gone. */
  void kill() throws InterruptedException {
    process.kill();
  }

  @Override
  public void close() {
    process.close();
  }
}
