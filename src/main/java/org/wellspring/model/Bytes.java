package org.wellspring.model;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** An immutable run of octets, compared by content. */
public final class Bytes {
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] octets;

  private Bytes(byte[] octets) {
    this.octets = octets;
  }

  /** Takes over the array: the caller must not write to it afterwards. */
  public static Bytes wrap(byte[] octets) {
    return octets.length == 0 ? EMPTY : new Bytes(octets);
  }

  public static Bytes utf8(String text) {
    return wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  public int length() {
    return octets.length;
  }

  /** The octets themselves, not a copy: for reading only. */
  public byte[] unsafeArray() {
    return octets;
  }

  public String decode(Charset charset) {
    return new String(octets, charset);
  }

  public String utf8() {
    return decode(StandardCharsets.UTF_8);
  }

  /** Characters of a UTF-8 text: octets that begin one. */
  public int utf8Characters() {
    int count = 0;
    for (byte octet : octets) {
      if ((octet & 0xC0) != 0x80) {
        count++;
      }
    }
    return count;
  }

  /** Code units that a UTF-8 text takes in UTF-16: two for each character of four octets. */
  public int utf16Units() {
    int units = 0;
    for (byte octet : octets) {
      if ((octet & 0xC0) != 0x80) {
        units += (octet & 0xF8) == 0xF0 ? 2 : 1;
      }
    }
    return units;
  }

  /** All of these behind one another. */
  public static Bytes concat(List<Bytes> parts) {
    int length = 0;
    for (Bytes part : parts) {
      length = Math.addExact(length, part.octets.length);
    }
    byte[] whole = new byte[length];
    int at = 0;
    for (Bytes part : parts) {
      System.arraycopy(part.octets, 0, whole, at, part.octets.length);
      at += part.octets.length;
    }
    return wrap(whole);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(octets, that.octets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(octets);
  }

  @Override
  public String toString() {
    return octets.length + " octets";
  }
}
