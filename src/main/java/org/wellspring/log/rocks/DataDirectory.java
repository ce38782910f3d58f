package org.wellspring.log.rocks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory that holds everything, for one process at a time.
 *
 * <table>
 * <caption>What is in it</caption>
 * <tr><th>name</th><th>what</th></tr>
 * <tr><td>{@code wellspring-format}</td><td>version of all of this, a decimal number and a line break</td></tr>
 * <tr><td>{@code wellspring-lock}</td><td>locked while in use; process id and host of who did</td></tr>
 * <tr><td>{@code wellspring-synced}</td><td>how far the database is known to reach: {@link SyncedMark}</td></tr>
 * <tr><td>{@code db}</td><td>the database</td></tr>
 * <tr><td>{@code wellspring-key}</td><td>key of the secrets in records, unless security.key-file names
 *     another file; not made here</td></tr>
 * <tr><td>{@code native}</td><td>RocksDB's library for this machine, unpacked at each start</td></tr>
 * </table>
 *
 * <p>A directory that holds something else, or a newer format, is refused before anything in it is
 * touched.
 */
final class DataDirectory implements AutoCloseable {
  static final String FORMAT = "wellspring-format";
  static final String LOCK = "wellspring-lock";
  static final String SYNCED = "wellspring-synced";
  static final int VERSION = 1;

  /** Belongs to the file system, or to us before the format was written. */
  private static final Set<String> IGNORED = Set.of("lost+found", LOCK, FORMAT + ".new");

  private final Path path;
  private final FileChannel lockChannel;
  private final FileLock lock;

  private DataDirectory(Path path, FileChannel lockChannel, FileLock lock) {
    this.path = path;
    this.lockChannel = lockChannel;
    this.lock = lock;
  }

  static DataDirectory open(Path path) throws IOException {
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      throw new StorageProblem(
          "The data directory " + path + " cannot be made (" + describe(e) + ")", e);
    }
    boolean isNew = checkFormat(path);
    DataDirectory directory = lock(path);
    try {
      if (isNew) {
        writeFormat(path);
      }
      return directory;
    } catch (IOException e) {
      directory.close();
      throw e;
    }
  }

  private static String describe(IOException e) {
    return e.getClass().getSimpleName() + ": " + e.getMessage();
  }

  /** Whether the directory is empty and becomes ours. */
  private static boolean checkFormat(Path path) throws IOException {
    Path format = path.resolve(FORMAT);
    if (!Files.exists(format)) {
      checkEmpty(path);
      return true;
    }
    String text = Files.readString(format).strip();
    if (!text.matches("[1-9][0-9]{0,8}")) {
      throw new StorageProblem(
          format + " should hold a number, the version of the data, but is damaged. " + RESTORE);
    }
    if (Integer.parseInt(text) > VERSION) {
      throw new StorageProblem(
          "The data in "
              + path
              + " has format "
              + text
              + "; this version of Wellspring knows formats up to "
              + VERSION
              + ". Start the newer version that wrote it, or name another directory (--data).");
    }
    return false;
  }

  static final String RESTORE =
      "Restore the directory from a backup, or name another one (--data) to begin anew.";

  private static void checkEmpty(Path path) throws IOException {
    try (Stream<Path> entries = Files.list(path)) {
      List<String> foreign =
          entries
              .map(entry -> String.valueOf(entry.getFileName()))
              .filter(name -> !IGNORED.contains(name))
              .sorted()
              .limit(3)
              .toList();
      if (!foreign.isEmpty()) {
        throw new StorageProblem(
            "The directory "
                + path
                + " is not empty and was not made by Wellspring (no "
                + FORMAT
                + "; it holds "
                + String.join(", ", foreign)
                + "). Name an empty or a new directory (--data).");
      }
    } catch (NotDirectoryException e) {
      throw new StorageProblem(path + " is not a directory (--data)", e);
    }
  }

  /**
   * Note that on POSIX systems closing any other descriptor of the lock file in this process gives
   * the lock up, as a second opening by the same process would do; the database's own lock, which
   * knows its process, is behind this one.
   */
  private static DataDirectory lock(Path path) throws IOException {
    Path file = path.resolve(LOCK);
    FileChannel channel = openLock(path, file);
    try {
      FileLock lock = tryLock(channel);
      if (lock == null) {
        throw new StorageProblem(
            "The data directory "
                + path
                + " is in use by "
                + holder(file)
                + ". Stop that server, or name another directory (--data).");
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(ourselves().getBytes(StandardCharsets.UTF_8)), 0);
      return new DataDirectory(path, channel, lock);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static FileChannel openLock(Path path, Path file) throws StorageProblem {
    try {
      return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new StorageProblem(
          "The data directory " + path + " cannot be written to (" + describe(e) + ")", e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) { // by this very process
      return null;
    }
  }

  private static String holder(Path file) throws IOException {
    String text = Files.readString(file).strip();
    return text.isEmpty() ? "another process" : text;
  }

  private static String ourselves() {
    return "process " + ProcessHandle.current().pid() + " on host " + hostName() + "\n";
  }

  /** Without asking a name service, which may take its time. */
  private static String hostName() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException e) { // not Linux
      String windows = System.getenv("COMPUTERNAME");
      return windows == null ? "unknown" : windows;
    }
  }

  private static void writeFormat(Path path) throws IOException {
    Path fresh = path.resolve(FORMAT + ".new");
    try (FileChannel out =
        FileChannel.open(fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      out.write(ByteBuffer.wrap((VERSION + "\n").getBytes(StandardCharsets.UTF_8)));
      out.force(true);
    }
    Files.move(fresh, path.resolve(FORMAT), StandardCopyOption.ATOMIC_MOVE);
    forceDirectory(path);
  }

  /** Windows opens no directories, and needs no flush of them. */
  static void forceDirectory(Path path) throws IOException {
    if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel directory = FileChannel.open(path, StandardOpenOption.READ)) {
        directory.force(true);
      }
    }
  }

  Path path() {
    return path;
  }

  Path synced() {
    return path.resolve(SYNCED);
  }

  Path database() {
    return path.resolve("db");
  }

  /** Where RocksDB's library is unpacked. */
  Path library() throws IOException {
    return Files.createDirectories(path.resolve("native"));
  }

  boolean hasDatabase() {
    return Files.exists(database().resolve("CURRENT"));
  }

  @Override
  public void close() throws IOException {
    lock.release();
    lockChannel.close();
  }
}
