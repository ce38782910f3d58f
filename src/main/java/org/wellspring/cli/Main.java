package org.wellspring.cli;

import java.util.Locale;
import org.wellspring.cli.text.Terminal;
import org.wellspring.model.Principal;
import org.wellspring.model.Secret;
import org.wellspring.security.Passwords;
import org.wellspring.security.User;
import org.wellspring.security.UsersFile;

/** Entry point of {@code bin/wellspring}. */
public final class Main {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int WRONG_USAGE = 2;

  private Main() {}

  public static void main(String[] args) {
    Terminal terminal = Terminal.system();
    int code = run(terminal, launcher(), demoLauncher(terminal), users(), args);
    terminal.out().flush();
    terminal.err().flush();
    endHttpThreads();
    System.exit(code);
  }

  /**
   * The JVM's end waits 300 ms for a thread that sits in a system call, and the JDK's HTTP client,
   * which cannot be closed before Java 21, keeps one there. It goes away when interrupted.
   */
  private static void endHttpThreads() {
    Thread[] all = new Thread[Thread.activeCount()];
    int count = Thread.enumerate(all);
    for (int i = 0; i < count; i++) {
      if (all[i].getName().startsWith("HttpClient-")) {
        all[i].interrupt();
      }
    }
  }

  /**
   * @param demoLauncher starts the server of {@code demo}
   */
  static int run(
      Terminal terminal,
      ServerLauncher launcher,
      ServerLauncher demoLauncher,
      UserStore users,
      String... args) {
    return new Commands(terminal, launcher, demoLauncher, users).parserFor(args).execute(args);
  }

  /** In a process of its own, so that it can be killed while the subscribers look on. */
  private static ServerLauncher demoLauncher(Terminal terminal) {
    return options ->
        RestartingServer.start(
            options,
            options.data().orElseThrow().resolveSibling("server.log"),
            notice -> terminal.out().println("--------  " + notice));
  }

  /** The server of this program; its classes are not loaded before it is started. */
  private static ServerLauncher launcher() {
    return options -> LocalServer.start(options);
  }

  private static UserStore users() {
    return (file, user, role, password) ->
        UsersFile.put(
            file,
            new User(
                user,
                Principal.Role.valueOf(role.toUpperCase(Locale.ROOT)),
                Passwords.standard().hash(new Secret(new String(password)))));
  }
}
