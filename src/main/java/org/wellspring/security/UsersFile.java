package org.wellspring.security;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wellspring.config.settings.ConfigProblems;
import org.wellspring.config.settings.Problems;
import org.wellspring.time.TimeSource;

/**
 * The users of this server, in a file that people and {@code wellspring passwd} change while it
 * runs. A change is seen at the first look-up 2 s after the last check; a changed file with
 * mistakes is logged and the users of before stay. Safe for use by several threads.
 */
public final class UsersFile {
  private static final Logger log = LoggerFactory.getLogger(UsersFile.class);
  private static final Duration CHECK_EVERY = Duration.ofSeconds(2);
  private static final long MAX_OCTETS = 16L << 20;

  /** What tells one version of the file from another. */
  private record Version(FileTime modified, long size, Optional<Object> key) {}

  private record Loaded(Version version, Map<String, User> users) {}

  private final Path file;
  private final TimeSource time;
  private final AtomicLong nextCheckNanos;
  private volatile Loaded loaded; // an immutable snapshot, replaced as a whole

  private UsersFile(Path file, TimeSource time, Loaded first) {
    this.file = file;
    this.time = time;
    this.nextCheckNanos = new AtomicLong(time.monotonicNanos() + CHECK_EVERY.toNanos());
    this.loaded = first;
  }

  /**
   * Reads the file.
   *
   * @throws ConfigProblems when it cannot be read, or with every line that is wrong
   */
  public static UsersFile open(Path file, TimeSource time) {
    Problems problems = new Problems();
    Optional<Loaded> first = load(file, problems);
    problems.throwIfAny();
    return new UsersFile(file, time, first.orElseThrow());
  }

  public Optional<User> find(String name) {
    reloadIfDue();
    return Optional.ofNullable(loaded.users.get(name));
  }

  /** The most iterations any user's hash takes; empty when there is no user. */
  Optional<Integer> highestCost() {
    return loaded.users.values().stream()
        .map(user -> user.password().iterations())
        .max(Integer::compare);
  }

  private void reloadIfDue() {
    long due = nextCheckNanos.get();
    long now = time.monotonicNanos();
    if (now - due < 0 || !nextCheckNanos.compareAndSet(due, now + CHECK_EVERY.toNanos())) {
      return;
    }
    try {
      if (version(file).equals(loaded.version)) {
        return;
      }
    } catch (IOException e) {
      log.warn("users.unreadable file={} reason={} users=kept", file, e.toString());
      return;
    }
    reload();
  }

  private void reload() {
    Problems problems = new Problems();
    Optional<Loaded> next = load(file, problems);
    try {
      problems.throwIfAny();
      loaded = next.orElse(loaded);
      log.info("users.reloaded file={} users={}", file, loaded.users.size());
    } catch (ConfigProblems e) {
      log.warn("users.refused file={} reason={} users=kept", file, e.getMessage());
    }
  }

  private static Optional<Loaded> load(Path file, Problems problems) {
    try {
      Version version = version(file); // before the content: a later change is then seen as one
      if (version.size > MAX_OCTETS) {
        problems.add(file.toString(), "", "has more than " + MAX_OCTETS + " octets");
        return Optional.empty();
      }
      Map<String, User> users =
          UserLines.parse(
              Files.readAllLines(file),
              (line, message) -> problems.add(file + " line " + line, "", message));
      return Optional.of(new Loaded(version, users));
    } catch (IOException e) {
      problems.add(
          file.toString(), "security.users", "cannot be read; wellspring passwd makes such a file");
      return Optional.empty();
    }
  }

  private static Version version(Path file) throws IOException {
    BasicFileAttributes read = Files.readAttributes(file, BasicFileAttributes.class);
    return new Version(read.lastModifiedTime(), read.size(), Optional.ofNullable(read.fileKey()));
  }

  /**
   * Adds or replaces a user. Other lines stay as they are. The file is made when it is not there,
   * and is only for its owner to read (mode 600) afterwards; it is replaced as a whole, so a reader
   * sees the old one or the new one.
   */
  public static void put(Path file, User user) throws IOException {
    Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    List<String> before = Files.exists(target) ? Files.readAllLines(target) : List.of();
    String text = String.join("\n", UserLines.with(before, user)) + "\n";
    Path parent = target.getParent();
    Path draft =
        Files.createTempFile(
            parent == null ? Path.of(".") : parent, ".users", ".new", ownerOnly(target));
    try {
      write(draft, text);
      Files.move(
          draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static void write(Path draft, String text) throws IOException {
    try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      ByteBuffer octets = StandardCharsets.UTF_8.encode(text);
      while (octets.hasRemaining()) {
        channel.write(octets);
      }
      channel.force(true);
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path target) {
    return target.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  /** Whether others than the owner may read the file; for a warning at start. */
  public static boolean isReadableByOthers(Path file) throws IOException {
    if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return false;
    }
    return Files.getPosixFilePermissions(file).stream()
        .anyMatch(permission -> permission.name().matches("(GROUP|OTHERS)_READ"));
  }
}
