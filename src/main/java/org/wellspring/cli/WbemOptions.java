package org.wellspring.cli;

import java.util.List;
import java.util.Optional;
import org.wellspring.cim.CimValue;
import org.wellspring.cim.NamedInstance;
import org.wellspring.cli.option.ServerOptions;
import org.wellspring.cli.option.UsageProblem;
import org.wellspring.cli.text.Terminal;
import org.wellspring.client.ExchangeFailed;
import org.wellspring.client.Generation;
import org.wellspring.client.Ownership;
import org.wellspring.client.SubscriptionManager;
import org.wellspring.client.WbemConnection;
import org.wellspring.client.WbemError;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which WBEM server, and whose instances. */
final class WbemOptions {
  @Mixin private final ServerOptions server = new ServerOptions();

  @Option(
      names = "--manager",
      paramLabel = "ID",
      defaultValue = "wellspring",
      description = "Whose owned instances are meant. Default: ${DEFAULT-VALUE}")
  private String manager = "wellspring";

  /** A manager, and the server that it has. */
  record Connected(SubscriptionManager manager, String server) {}

  Connected connect(Terminal terminal) throws UsageProblem, WbemError, ExchangeFailed {
    try {
      SubscriptionManager made = new SubscriptionManager(manager);
      WbemConnection connection = new WbemConnection(server.settings(terminal, Generation.DMTF));
      return new Connected(made, made.addServer(connection));
    } catch (IllegalArgumentException e) {
      throw new UsageProblem(String.valueOf(e.getMessage()));
    }
  }

  /** Owned under an id, or permanent under a name: exactly one of them. */
  static Ownership ownership(Optional<String> id, Optional<String> name) throws UsageProblem {
    if (id.isPresent() == name.isPresent()) {
      throw new UsageProblem("either --id (owned) or --name (permanent) must be given");
    }
    try {
      return id.map(Ownership::owned).orElseGet(() -> Ownership.permanent(name.orElse("")));
    } catch (IllegalArgumentException e) {
      throw new UsageProblem(String.valueOf(e.getMessage()));
    }
  }

  static String nameOf(NamedInstance instance) {
    return instance.path().key("Name").flatMap(CimValue::asText).orElse("");
  }

  /** The one that is called so, or whose id as an owned one it is. */
  static NamedInstance find(
      List<NamedInstance> all, List<NamedInstance> owned, String what, String name)
      throws UsageProblem {
    return all.stream()
        .filter(one -> nameOf(one).equals(name))
        .findFirst()
        .or(() -> owned.stream().filter(one -> nameOf(one).endsWith(":" + name)).findFirst())
        .orElseThrow(
            () ->
                new UsageProblem(
                    "there is no "
                        + what
                        + " "
                        + name
                        + "; 'wellspring wbem list' shows those that are there"));
  }
}
