package org.wellspring.server;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The server in a process of its own, {@code serve}, from the classes of this one: for whoever
 * wants to kill it and start it again. It ends with this process, even when this one is killed.
 */
public final class ServerProcess implements AutoCloseable {
  private static final String MAIN = "org.wellspring.cli.Main";

  /**
   * Ctrl-C at a terminal interrupts both processes at once, and this one still needs the server to
   * take leave of it. A JVM keeps a signal ignored that was ignored when it began.
   */
  private static final List<String> DEAF_TO_INTERRUPTS =
      List.of("/bin/sh", "-c", "trap '' INT; exec \"$0\" \"$@\"");

  private static final Pattern READY = Pattern.compile(".*\\bready\\b.*?(http\\S+).*");
  private static final long ORDERLY_SECONDS = 12;
  private static final int LAST_WORDS = 20;

  private final Process process;
  private final Path log;
  private final CompletableFuture<URI> ready;

  private ServerProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.ready = readyLine(process);
  }

  /**
   * Starts it; {@link #awaitReady} tells when it serves.
   *
   * @param javaOptions such as {@code -Xmx256m}
   * @param arguments of {@code serve}
   * @param log what it says is put behind what is there
   */
  public static ServerProcess start(List<String> javaOptions, List<String> arguments, Path log)
      throws IOException {
    List<String> command = new ArrayList<>(DEAF_TO_INTERRUPTS);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(javaOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN, "serve"));
    command.add("--until-input-ends");
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    return new ServerProcess(process, log);
  }

  /**
   * Reads all that the server prints, to its end: one whose pipe is full would stand still. The
   * thread ends with the server, and keeps nothing but the address.
   */
  private static CompletableFuture<URI> readyLine(Process of) {
    CompletableFuture<URI> ready = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              try (BufferedReader in = of.inputReader(StandardCharsets.UTF_8)) {
                in.lines()
                    .map(READY::matcher)
                    .filter(Matcher::matches)
                    .forEach(line -> ready.complete(URI.create(line.group(1))));
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

  /**
   * Waits until it serves.
   *
   * @return the first address that it listens on
   * @throws IOException if it ends before, or is not ready in time; with its last words
   */
  public URI awaitReady(Duration atMost) throws IOException {
    try {
      return ready.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException("the server is not ready within " + atMost + ": " + lastWords(), e);
    } catch (ExecutionException e) {
      throw new IOException(e.getMessage() + ": " + lastWords(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for the server", e);
    }
  }

  /** The last lines of its log. */
  public String lastWords() throws IOException {
    List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_WORDS), lines.size()));
  }

  /** What it said, and what those before it said. */
  public File log() {
    return log.toFile();
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Completes with its exit code when it has ended, for whatever reason. */
  public CompletableFuture<Integer> ended() {
    return process.onExit().thenApply(Process::exitValue);
  }

  /** {@code kill -9}; returns when it is gone. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Lets it stop in order, and kills it when it does not. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(ORDERLY_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
