package org.wellspring.log.rocks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Says how far the database is known to reach, so that the loss of its end is noticed: a
 * write-ahead log that was cut or damaged looks just like one whose last write was interrupted.
 *
 * <table>
 * <caption>The file {@code wellspring-synced}, big-endian</caption>
 * <tr><th>offset</th><th>width</th><th>meaning</th></tr>
 * <tr><td>0</td><td>8</td><td>sequence number of the database, flushed at least up to here</td></tr>
 * <tr><td>8</td><td>8</td><td>head of the event log then</td></tr>
 * <tr><td>16</td><td>4</td><td>1: closed in order, nothing is in the write-ahead log; else 0</td></tr>
 * <tr><td>20</td><td>4</td><td>CRC32C of offsets 0 to 19</td></tr>
 * </table>
 *
 * <p>Written after each flush of the database but not flushed itself. Crash guarantee: after the
 * end of the process it is exact, after the end of the machine it may be behind; it is never ahead.
 */
final class SyncedMark implements AutoCloseable {
  private static final int LENGTH = 24;
  private static final int CHECKED = 20;

  /**
   * @param sequence of the database
   * @param head of the event log
   * @param clean whether all of it is in files
   */
  record Reach(long sequence, long head, boolean clean) {}

  private final Path file;
  private final FileChannel channel;

  private SyncedMark(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Empty when there is no such file. */
  static Optional<Reach> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    byte[] octets = Files.readAllBytes(file);
    ByteBuffer in = ByteBuffer.wrap(octets);
    if (octets.length != LENGTH || in.getInt(CHECKED) != checksum(octets)) {
      throw new StorageProblem(
          file
              + " is damaged, so that it is not known whether the database is complete. "
              + DataDirectory.RESTORE
              + " To go on with what is there, delete this file.");
    }
    return Optional.of(new Reach(in.getLong(0), in.getLong(8), in.getInt(16) == 1));
  }

  static SyncedMark open(Path file) throws IOException {
    return new SyncedMark(
        file, FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
  }

  void write(Reach reach) throws IOException {
    ByteBuffer out = ByteBuffer.allocate(LENGTH);
    out.putLong(reach.sequence()).putLong(reach.head()).putInt(reach.clean() ? 1 : 0);
    out.putInt(checksum(out.array())).flip();
    if (channel.write(out, 0) != LENGTH) {
      throw new IOException("a short write to " + file);
    }
  }

  private static int checksum(byte[] octets) {
    CRC32C crc = new CRC32C();
    crc.update(octets, 0, CHECKED);
    return (int) crc.getValue();
  }

  void force() throws IOException {
    channel.force(true);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
