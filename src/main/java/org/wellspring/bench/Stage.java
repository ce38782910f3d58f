package org.wellspring.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.wellspring.bench.load.EventText;
import org.wellspring.bench.load.HttpLine;
import org.wellspring.bench.load.SoapText;
import org.wellspring.config.ConfigLoader;
import org.wellspring.server.EventSourceServer;

/** A server of a scenario's own, with its configuration and data in a folder that goes with it. */
final class Stage implements AutoCloseable {
  /** For scenarios without multicast. */
  static final List<String> NO_TRAP = List.of("trap.enabled=false");

  /** For every server of a bench. */
  static final List<String> COMMON =
      List.of(
          "http.listen=http://127.0.0.1:0",
          "log.retention.events=4000000",
          "log.retention.bytes=2GiB",
          "subscription.max-total=1000000",
          "subscription.max-per-principal=1000000");

  private final Path folder;
  private final EventSourceServer server;
  private final HttpLine line;

  /**
   * @param settings beyond the common ones, as {@code name=value}
   */
  static Stage open(List<String> settings) throws IOException {
    Path folder = Files.createTempDirectory("wellspring-bench-");
    try {
      return new Stage(folder, settings);
    } catch (IOException | RuntimeException e) {
      delete(folder);
      throw e;
    }
  }

  private Stage(Path folder, List<String> settings) throws IOException {
    this.folder = folder;
    Path file = config(folder);
    List<String> all = new ArrayList<>(COMMON);
    all.add("data.directory=" + folder.resolve("data"));
    all.addAll(settings);
    this.server = EventSourceServer.start(ConfigLoader.load(Optional.of(file), Map.of(), all));
    this.line = new HttpLine(server.baseUrl());
  }

  /** Writes the configuration of a server into the folder. */
  static Path config(Path folder) throws IOException {
    Path file = folder.resolve("bench.yaml");
    return Files.writeString(
        file, "resources:\n  - name: bench\n    uri: " + EventText.RESOURCE + "\n");
  }

  EventSourceServer server() {
    return server;
  }

  URI base() {
    return server.baseUrl();
  }

  Path folder() {
    return folder;
  }

  /** Octets of all files of the server. Files may go while they are counted. */
  long diskOctets() throws IOException {
    long sum = 0;
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.toList()) {
        sum += Files.isRegularFile(path) ? path.toFile().length() : 0;
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return sum;
  }

  /** Subscribes and returns the reply. */
  String subscribe(String mode, String delivery, String filter) throws IOException {
    String request = SoapText.subscribe(mode, delivery, filter);
    return line.post("/wsman", SoapText.CONTENT_TYPE, request).expect(200).text();
  }

  @Override
  public void close() {
    line.close();
    server.close();
    try {
      delete(folder);
    } catch (IOException e) {
      // it is the system's folder for such files
    }
  }

  /** Takes a folder away with all that is in it. */
  static void delete(Path folder) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(folder)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.deleteIfExists(path);
    }
  }
}
