package org.wellspring.cli.option;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.wellspring.cli.text.EnvelopePrinter;
import org.wellspring.cli.text.Terminal;
import org.wellspring.client.ClientSettings;
import org.wellspring.client.Credentials;
import org.wellspring.client.Generation;
import org.wellspring.client.WsmanClient;
import org.wellspring.model.Secret;
import picocli.CommandLine.Option;

/** Which server to talk to, as whom, and in which generation of the protocol. */
public final class ServerOptions {
  private static final String PASSWORD_VARIABLE = "WELLSPRING_PASSWORD";

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "${env:WELLSPRING_URL:-http://127.0.0.1:5985/wsman}",
      description =
          "The server's WS-Management endpoint; also from WELLSPRING_URL. Default:"
              + " ${DEFAULT-VALUE}")
  private URI url = URI.create("http://127.0.0.1:5985/wsman");

  @Option(
      names = {"-u", "--user"},
      paramLabel = "NAME",
      description = "User for HTTP Basic authentication. Default: none, the call is anonymous")
  private Optional<String> user = Optional.empty();

  @Option(
      names = "--password",
      paramLabel = "TEXT",
      description =
          "Its password. Better: set WELLSPRING_PASSWORD, or leave both out and be asked."
              + " Default: none")
  private Optional<String> password = Optional.empty();

  @Option(
      names = "--generation",
      paramLabel = "NAME",
      converter = GenerationName.class,
      description =
          "Protocol generation: dmtf, 2004-09 or 2005-06. Default: dmtf; mode trap implies"
              + " 2004-09")
  private Optional<Generation> generation = Optional.empty();

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "60s",
      converter = DurationText.class,
      description =
          "How long one operation may take: 500ms, 30s, 5m, PT5M. Default: ${DEFAULT-VALUE}")
  private Duration timeout = Duration.ofSeconds(60);

  @Option(
      names = {"-v", "--verbose"},
      description = "Show the messages sent and received, passwords masked. Default: off")
  private boolean verbose;

  /** The settings, with the password fetched from wherever it is. */
  public ClientSettings settings(Terminal terminal, Generation fallback) throws UsageProblem {
    ClientSettings settings =
        ClientSettings.of(url).with(generation.orElse(fallback)).with(timeout);
    if (user.isPresent()) {
      settings = settings.with(new Credentials(user.get(), secret(terminal, user.get())));
    }
    return verbose ? settings.with(new EnvelopePrinter(terminal.err())) : settings;
  }

  public WsmanClient client(Terminal terminal) throws UsageProblem {
    return new WsmanClient(settings(terminal, Generation.DMTF));
  }

  private Secret secret(Terminal terminal, String name) throws UsageProblem {
    Optional<String> given =
        password.or(() -> Optional.ofNullable(terminal.environment().get(PASSWORD_VARIABLE)));
    if (given.isPresent()) {
      return new Secret(given.get());
    }
    return terminal
        .keyboard()
        .flatMap(keyboard -> keyboard.askHidden("Password of " + name + ": "))
        .map(typed -> new Secret(new String(typed)))
        .orElseThrow(
            () ->
                new UsageProblem(
                    "--user "
                        + name
                        + " needs a password: set "
                        + PASSWORD_VARIABLE
                        + " or give --password"));
  }
}
