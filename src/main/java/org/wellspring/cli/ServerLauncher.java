package org.wellspring.cli;

import java.io.IOException;
import org.wellspring.cli.option.UsageProblem;

/** Starts the server inside this process. */
public interface ServerLauncher {
  /**
   * Starts a server and returns when it serves.
   *
   * @throws UsageProblem if the settings are wrong; the message lists every one of them
   * @throws IOException if an address or the data directory cannot be had
   */
  RunningServer start(ServeOptions options) throws IOException, UsageProblem;
}
