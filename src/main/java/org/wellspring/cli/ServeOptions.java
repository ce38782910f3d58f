package org.wellspring.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How to start a server.
 *
 * @param config a YAML file; empty: built-in settings
 * @param listen base addresses, {@code http://HOST:PORT}; empty: what the configuration says
 * @param data where the log is kept; empty: what the configuration says
 * @param users a users file; empty: anonymous callers are admitted
 * @param settings by dotted name; they win over environment and file
 */
public record ServeOptions(
    Optional<Path> config,
    List<URI> listen,
    Optional<Path> data,
    Optional<Path> users,
    Map<String, String> settings) {
  public ServeOptions {
    listen = List.copyOf(listen);
    settings = Map.copyOf(settings);
  }
}
