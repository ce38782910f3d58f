package org.wellspring.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.wellspring.config.settings.Cidr;
import org.wellspring.config.settings.SettingsReader;
import org.wellspring.config.settings.Values;

/**
 * Who may do what: {@code security.*}.
 *
 * @param users the users file; absent: everyone is admitted, and only loopback addresses are
 *     listened on
 * @param sinks where events may be sent
 * @param allowPlainCredentials take a sink's user and password (IssuedTokens) over plain http from
 *     other machines; over loopback and https they are always taken
 * @param keyFile the key under which passwords are kept; absent: {@code wellspring-key} in the data
 *     directory
 */
public record SecurityConfig(
    Optional<Path> users, Sinks sinks, boolean allowPlainCredentials, Optional<Path> keyFile) {
  public static final SecurityConfig DEFAULTS =
      new SecurityConfig(
          Optional.empty(),
          new Sinks(
              List.of(),
              Stream.of(
                      "0.0.0.0/8",
                      "169.254.0.0/16",
                      "224.0.0.0/4",
                      "fd00:ec2::254/128",
                      "fe80::/10",
                      "ff00::/8")
                  .map(Cidr.parser())
                  .toList(),
              false),
          false,
          Optional.empty());

  /**
   * Addresses of sinks, after name resolution: {@code security.sinks.*}.
   *
   * @param allow empty: any that is not denied
   * @param deny wins over {@code allow}; the default has link-local with the metadata services of
   *     clouds, "this network" and multicast
   * @param allowSelf whether the server may send to itself
   */
  public record Sinks(List<Cidr> allow, List<Cidr> deny, boolean allowSelf) {
    public Sinks {
      allow = List.copyOf(allow);
      deny = List.copyOf(deny);
    }
  }

  static SecurityConfig read(SettingsReader in) {
    Sinks fallback = DEFAULTS.sinks;
    return new SecurityConfig(
        in.optional("users", Values.path()),
        new Sinks(
            in.list("sinks.allow", fallback.allow, Cidr.parser()),
            in.list("sinks.deny", fallback.deny, Cidr.parser()),
            in.value("sinks.allow-self", fallback.allowSelf, Values.flag())),
        in.value("allow-plain-credentials", DEFAULTS.allowPlainCredentials, Values.flag()),
        in.optional("key-file", Values.path()));
  }
}
