package org.wellspring.log.rocks;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.wellspring.model.Bytes;

/**
 * A record of the column families {@code state} and {@code meta}; the key is UTF-8.
 *
 * <table>
 * <caption>The value</caption>
 * <tr><th>offset</th><th>width</th><th>meaning</th></tr>
 * <tr><td>0</td><td>1</td><td>version of this layout, 1</td></tr>
 * <tr><td>1</td><td>4</td><td>CRC32C of the key and of everything from offset 5 on, big-endian</td></tr>
 * <tr><td>5</td><td>…</td><td>what was put</td></tr>
 * </table>
 */
final class StateRecord {
  private static final byte VERSION = 1;
  private static final int CRC = 1;
  private static final int HEADER = 5;

  private StateRecord() {}

  static byte[] key(String key) {
    return key.getBytes(StandardCharsets.UTF_8);
  }

  static String key(byte[] key) {
    return new String(key, StandardCharsets.UTF_8);
  }

  static byte[] encode(byte[] key, Bytes value) {
    byte[] record = new byte[HEADER + value.length()];
    record[0] = VERSION;
    System.arraycopy(value.unsafeArray(), 0, record, HEADER, value.length());
    ByteBuffer.wrap(record).putInt(CRC, checksum(key, record));
    return record;
  }

  /**
   * @throws DamagedRecord when it is not what was written
   */
  static Bytes decode(byte[] key, byte[] record) {
    if (record.length < HEADER || record[0] != VERSION) {
      throw new DamagedRecord("the record " + key(key) + " has an unknown layout");
    }
    if (ByteBuffer.wrap(record).getInt(CRC) != checksum(key, record)) {
      throw new DamagedRecord("the record " + key(key) + " does not match its checksum");
    }
    return Bytes.wrap(Arrays.copyOfRange(record, HEADER, record.length));
  }

  private static int checksum(byte[] key, byte[] record) {
    CRC32C crc = new CRC32C();
    crc.update(key);
    crc.update(record, HEADER, record.length - HEADER);
    return (int) crc.getValue();
  }
}
