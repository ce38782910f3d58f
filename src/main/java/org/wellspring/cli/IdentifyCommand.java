package org.wellspring.cli;

import java.util.concurrent.Callable;
import org.wellspring.cli.option.ServerOptions;
import org.wellspring.cli.option.UsageProblem;
import org.wellspring.cli.text.Terminal;
import org.wellspring.client.ExchangeFailed;
import org.wellspring.client.Identity;
import org.wellspring.client.SoapFault;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code identify}: what is that server. */
@Command(
    name = "identify",
    description = "Asks a server what it is and what it speaks.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  wellspring identify",
      "  wellspring identify --url http://10.0.0.7:5985/wsman --user operator"
    })
final class IdentifyCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private final ServerOptions server = new ServerOptions();

  IdentifyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws SoapFault, ExchangeFailed, UsageProblem {
    Identity identity = server.client(terminal).identify();
    terminal.out().println("vendor    " + identity.productVendor());
    terminal.out().println("version   " + identity.productVersion());
    identity.protocolVersions().forEach(uri -> terminal.out().println("protocol  " + uri));
    identity.securityProfiles().forEach(uri -> terminal.out().println("security  " + uri));
    return Main.DONE;
  }
}
