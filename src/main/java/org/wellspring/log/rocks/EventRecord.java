package org.wellspring.log.rocks;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.wellspring.model.Bytes;
import org.wellspring.model.Event;
import org.wellspring.model.ResourceUri;
import org.wellspring.model.SelectorSet;

/**
 * An event as it lies in the column family {@code events}. Integers are big-endian; the key is the
 * position, 8 octets, so that keys sort as positions do.
 *
 * <table>
 * <caption>The value</caption>
 * <tr><th>offset</th><th>width</th><th>meaning</th></tr>
 * <tr><td>0</td><td>1</td><td>version of this layout, 1</td></tr>
 * <tr><td>1</td><td>4</td><td>CRC32C of the key and of everything from offset 5 on</td></tr>
 * <tr><td>5</td><td>8</td><td>when appended, ms since 1970; never less than in the record before</td></tr>
 * <tr><td>13</td><td>8</td><td>octets of all bodies appended before this one, since the log began</td></tr>
 * <tr><td>21</td><td>4</td><td>octets of the body, b</td></tr>
 * <tr><td>25</td><td>8</td><td>the event's time, s since 1970, signed</td></tr>
 * <tr><td>33</td><td>4</td><td>and the nanoseconds</td></tr>
 * <tr><td>37</td><td>4</td><td>number of selectors, n</td></tr>
 * <tr><td>41</td><td>…</td><td>3 + 2n strings: source, id, action, then name and value of each
 *     selector; each is 4 octets of length and UTF-8</td></tr>
 * <tr><td>end − b</td><td>b</td><td>the body, XML in UTF-8</td></tr>
 * </table>
 *
 * <p>Crash guarantee: a record is there as a whole or not at all, together with all others of its
 * group, because a group is one record of the write-ahead log. The checksum is for what happens
 * later, and for records that ended up under another key.
 */
final class EventRecord {
  /** Octets from the beginning that {@link Stamp} needs. */
  static final int STAMP_LENGTH = 25;

  private static final byte VERSION = 1;
  private static final int CRC = 1;
  private static final int CHECKED = 5;
  private static final int APPENDED_AT = 5;
  private static final int OCTETS_BEFORE = 13;
  private static final int BODY_LENGTH = 21;
  private static final int TIME = 25;

  /** What retention looks at. */
  record Stamp(long position, long appendedAt, long octetsBefore, int bodyLength) {
    static Stamp of(long position, byte[] value) {
      ByteBuffer in = ByteBuffer.wrap(value);
      return new Stamp(
          position, in.getLong(APPENDED_AT), in.getLong(OCTETS_BEFORE), in.getInt(BODY_LENGTH));
    }

    long octetsAfter() {
      return octetsBefore + bodyLength;
    }
  }

  private EventRecord() {}

  static byte[] key(long position) {
    return ByteBuffer.allocate(Long.BYTES).putLong(position).array();
  }

  static long position(byte[] key) {
    return ByteBuffer.wrap(key).getLong();
  }

  /** All but what is known only at its turn: {@link #stamp} adds that. */
  static byte[] encode(Event event) {
    List<byte[]> texts = texts(event);
    byte[] body = event.xml().unsafeArray();
    long length = TIME + 16L + body.length;
    for (byte[] text : texts) {
      length += Integer.BYTES + text.length;
    }
    ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(length));
    out.put(0, VERSION).putInt(BODY_LENGTH, body.length).position(TIME);
    out.putLong(event.time().getEpochSecond()).putInt(event.time().getNano());
    out.putInt(event.selectors().asMap().size());
    texts.forEach(text -> out.putInt(text.length).put(text));
    out.put(body);
    return out.array();
  }

  private static List<byte[]> texts(Event event) {
    Map<String, String> selectors = event.selectors().asMap();
    List<byte[]> texts = new ArrayList<>(3 + 2 * selectors.size());
    texts.add(utf8(event.source().value()));
    texts.add(utf8(event.id()));
    texts.add(utf8(event.action()));
    selectors.forEach(
        (name, value) -> {
          texts.add(utf8(name));
          texts.add(utf8(value));
        });
    return texts;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Completes an encoded record for its place. */
  static void stamp(byte[] key, byte[] value, long appendedAt, long octetsBefore) {
    ByteBuffer out = ByteBuffer.wrap(value);
    out.putLong(APPENDED_AT, appendedAt).putLong(OCTETS_BEFORE, octetsBefore);
    out.putInt(CRC, checksum(key, value));
  }

  private static int checksum(byte[] key, byte[] value) {
    CRC32C crc = new CRC32C();
    crc.update(key);
    crc.update(value, CHECKED, value.length - CHECKED);
    return (int) crc.getValue();
  }

  /**
   * Reads a record; its body stays unparsed.
   *
   * @throws DamagedRecord when it is not what was written
   */
  static Event decode(byte[] key, byte[] value) {
    check(key, value);
    try {
      return decodeChecked(value);
    } catch (RuntimeException e) { // right by its checksum, so it was written by another program
      throw new DamagedRecord(name(key) + " has a layout that does not fit: " + e.getMessage());
    }
  }

  static void check(byte[] key, byte[] value) {
    if (key.length != Long.BYTES || value.length < TIME) {
      throw new DamagedRecord(name(key) + " is too short: " + value.length + " octets");
    }
    if (value[0] != VERSION) {
      throw new DamagedRecord(
          name(key) + " has layout version " + value[0] + "; version " + VERSION + " is known");
    }
    int found = ByteBuffer.wrap(value).getInt(CRC);
    if (found != checksum(key, value)) {
      throw new DamagedRecord(name(key) + " does not match its checksum");
    }
  }

  private static String name(byte[] key) {
    return key.length == Long.BYTES
        ? "the event at position " + position(key)
        : "an event with a key of " + key.length + " octets";
  }

  private static Event decodeChecked(byte[] value) {
    ByteBuffer in = ByteBuffer.wrap(value).position(TIME);
    Instant time = time(in);
    int selectors = in.getInt();
    String source = text(in);
    String id = text(in);
    String action = text(in);
    Map<String, String> byName = new LinkedHashMap<>();
    for (int n = 0; n < selectors; n++) {
      byName.put(text(in), text(in));
    }
    if (in.remaining() != in.getInt(BODY_LENGTH)) {
      throw new IllegalArgumentException("a body of " + in.remaining() + " octets");
    }
    Bytes xml = Bytes.wrap(Arrays.copyOfRange(value, in.position(), value.length));
    return Event.stored(new ResourceUri(source), SelectorSet.of(byName), id, action, time, xml);
  }

  private static Instant time(ByteBuffer in) throws DateTimeException {
    return Instant.ofEpochSecond(in.getLong(), in.getInt());
  }

  private static String text(ByteBuffer in) {
    int length = in.getInt();
    String text = new String(in.array(), in.position(), length, StandardCharsets.UTF_8);
    in.position(in.position() + length);
    return text;
  }
}
