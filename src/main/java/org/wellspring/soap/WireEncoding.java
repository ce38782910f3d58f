package org.wellspring.soap;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;
import org.wellspring.model.Bytes;

/**
 * The two encodings of WS-Management messages. Replies go out in the encoding of the request.
 * DSP0226 §6.7.
 */
public enum WireEncoding {
  UTF_8("UTF-8", StandardCharsets.UTF_8),
  /** Written little-endian with a byte order mark, as Windows does; read in either order. */
  UTF_16("UTF-16", StandardCharsets.UTF_16LE);

  private static final Pattern CHARSET =
      Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\";\\s]+)\"?", Pattern.CASE_INSENSITIVE);

  private final String wireName;
  private final Charset charset;

  WireEncoding(String wireName, Charset charset) {
    this.wireName = wireName;
    this.charset = charset;
  }

  public String wireName() {
    return wireName;
  }

  public Charset charset() {
    return charset;
  }

  public String contentType() {
    return "application/soap+xml;charset=" + wireName;
  }

  /** The encoding with that charset; UTF-8 when it is neither. */
  public static WireEncoding of(Charset charset) {
    return charset.name().startsWith("UTF-16") ? UTF_16 : UTF_8;
  }

  /** By the name that a peer uses for it; empty when it is neither of the two. */
  public static Optional<WireEncoding> named(String name) {
    return switch (name.strip().toUpperCase(Locale.ROOT)) {
      case "UTF-8", "UTF8", "US-ASCII" -> Optional.of(UTF_8);
      case "UTF-16", "UTF-16LE", "UTF-16BE" -> Optional.of(UTF_16);
      default -> Optional.empty();
    };
  }

  /** A decoded message and what it was decoded from. */
  public record Decoded(String text, WireEncoding encoding) {}

  /** Decodes by byte order mark, charset parameter and first octets, in this order. */
  public static Decoded decode(byte[] octets, String contentType) {
    Optional<WireEncoding> announced = announced(contentType);
    WireEncoding seen = sniff(octets).orElse(announced.orElse(UTF_8));
    if (announced.isPresent() && announced.get() != seen) {
      throw new FaultException(
          FaultCode.CHARACTER_SET,
          "The Content-Type says charset="
              + announced.get().wireName
              + " but the message is "
              + seen.wireName
              + ".");
    }
    return new Decoded(decode(octets, seen), seen);
  }

  private static Optional<WireEncoding> announced(String contentType) {
    Matcher charset = CHARSET.matcher(contentType);
    if (!charset.find()) {
      return Optional.empty();
    }
    Optional<WireEncoding> known = named(charset.group(1));
    if (known.isEmpty()) {
      throw new FaultException(
          FaultCode.CHARACTER_SET,
          "Messages in " + charset.group(1) + " are not read here; send UTF-8 or UTF-16.");
    }
    return known;
  }

  private static Optional<WireEncoding> sniff(byte[] octets) {
    if (octets.length < 2) {
      return Optional.empty();
    }
    int first = octets[0] & 0xff;
    int second = octets[1] & 0xff;
    boolean mark = (first == 0xff && second == 0xfe) || (first == 0xfe && second == 0xff);
    boolean wide = (first == 0 && second == '<') || (first == '<' && second == 0);
    return Optional.of(mark || wide ? UTF_16 : UTF_8);
  }

  private static String decode(byte[] octets, WireEncoding encoding) {
    Charset charset = encoding == UTF_8 ? StandardCharsets.UTF_8 : byteOrder(octets);
    try {
      String text = charset.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new FaultException(
          FaultCode.CHARACTER_SET, "The message is not valid " + encoding.wireName + ".");
    }
  }

  private static Charset byteOrder(byte[] octets) {
    boolean bigEndian = octets.length > 0 && ((octets[0] & 0xff) == 0xfe || octets[0] == 0);
    return bigEndian ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
  }

  /** The octets of a whole message, with a byte order mark where one belongs. */
  public Bytes encode(String text) {
    return Bytes.wrap((this == UTF_16 ? "\uFEFF" + text : text).getBytes(charset));
  }
}
