package org.wellspring.log.rocks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a main class of the tests in a process of its own. */
final class ChildProcess {
  private ChildProcess() {}

  /**
   * Starts it; its errors go to ours.
   *
   * @param temp where it may leave files
   */
  static Process start(Path temp, Class<?> main, String... arguments) throws IOException {
    return new ProcessBuilder(command(temp, main, arguments))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /**
   * Starts it with a bound on the size of files that it can write: the system refuses what goes
   * beyond.
   *
   * @param blocks of 512 octets
   */
  static Process startWithFileLimit(int blocks, Path temp, Class<?> main, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("/bin/sh", "-c", "ulimit -f " + blocks + " && exec \"$0\" \"$@\""));
    command.addAll(command(temp, main, arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static List<String> command(Path temp, Class<?> main, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.add("-Djava.io.tmpdir=" + Files.createDirectories(temp));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }
}
