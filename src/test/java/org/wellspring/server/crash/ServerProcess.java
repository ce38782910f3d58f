package org.wellspring.server.crash;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The real server, {@code serve}, in a process of its own, from the classes that the test runs
 * with. Always at the same port and with the same data, so that it can be killed and started again.
 */
final class ServerProcess implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofSeconds(60);

  private final Path folder;
  private final String heap;
  private final int port;
  private final List<String> settings;
  private Process process;
  private CompletableFuture<String> ready;

  /**
   * Starts it for the first time, on a port that is free now.
   *
   * @param heap option of Java that bounds it
   * @param settings {@code NAME=VALUE}
   */
  ServerProcess(Path folder, String heap, String... settings) throws IOException {
    this.folder = folder;
    this.heap = heap;
    this.settings = List.of(settings);
    this.port = freePort();
    Files.createDirectories(folder.resolve("tmp"));
    this.process = launch();
    this.ready = readyLine(process);
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
    ready = readyLine(process);
  }

  private Process launch() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(heap, "-XX:+UseSerialGC"));
    command.add("-Djava.net.preferIPv4Stack=true");
    command.add("-Djava.io.tmpdir=" + folder.resolve("tmp"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("org.wellspring.cli.Main", "serve"));
    command.addAll(List.of("--config", "config/fountains.yaml"));
    command.addAll(List.of("--listen", base().toString()));
    command.addAll(List.of("--data", folder.resolve("data").toString()));
    settings.forEach(setting -> command.addAll(List.of("--set", setting)));
    return new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.appendTo(log()))
        .start();
  }

  /** What all its runs said. */
  File log() {
    return folder.resolve("server.log").toFile();
  }

  private static CompletableFuture<String> readyLine(Process of) {
    CompletableFuture<String> ready = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              try (BufferedReader in = of.inputReader(StandardCharsets.UTF_8)) {
                in.lines().filter(line -> line.contains("ready")).forEach(ready::complete);
              } catch (IOException | RuntimeException e) {
                // killed: its output ends somewhere
              }
              ready.completeExceptionally(new IOException("the server ended before it was ready"));
            },
            "server-output");
    reader.setDaemon(true);
    reader.start();
    return ready;
  }

  /** Waits until it serves. */
  void awaitReady() throws Exception {
    try {
      ready.get(LONGEST_START.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException("not ready within " + LONGEST_START + ": " + lastWords(), e);
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(e.getCause().getMessage() + ": " + lastWords(), e);
    }
  }

  /** Lets it run on for a while. */
  void runFor(Duration time) throws Exception {
    if (process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException(
          "the server ended by itself with " + process.exitValue() + ": " + lastWords());
    }
  }

  private String lastWords() throws IOException {
    List<String> lines = Files.readAllLines(log().toPath(), StandardCharsets.UTF_8);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
  }

  /** {@code kill -9}; returns when it is gone. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
