package org.wellspring.intake.syslog;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import org.wellspring.xml.XmlElement;

/**
 * Makes a {@code {urn:wellspring:syslog}Message} of one syslog message. Takes everything: what is
 * not RFC 5424 is read as RFC 3164, leniently, and what is not even that is text. Immutable.
 *
 * <p>Children, in this order, absent ones left out: {@code facility}, {@code severity} (names),
 * {@code priority} (the number), {@code timestamp} (RFC 3339), {@code host}, {@code app}, {@code
 * procid}, {@code msgid}, {@code text}, and, if the message has structured data, {@code
 * structuredData} with {@code element id="…"} and in them {@code param name="…"}.
 *
 * <p>Octets that are not UTF-8, and characters that XML cannot hold, become U+FFFD. A message
 * without a valid PRI is user.notice and text as a whole (RFC 3164 §4.3.3).
 */
public final class SyslogParser {
  public static final String NAMESPACE = "urn:wellspring:syslog";

  private final ZoneId senders;

  /**
   * @param senders the time zone that RFC 3164 timestamps, which name none, are in
   */
  public SyslogParser(ZoneId senders) {
    this.senders = senders;
  }

  /**
   * Reads one message.
   *
   * @param message without framing; trailing line ends and NULs are cut off
   * @param now gives RFC 3164 timestamps their year
   */
  public XmlElement parse(byte[] message, Instant now) {
    String text = new String(message, StandardCharsets.UTF_8);
    return fields(withoutTrailer(text), now).toXml();
  }

  private Fields fields(String message, Instant now) {
    int close = message.startsWith("<") ? message.indexOf('>') : -1;
    int value = close < 0 ? -1 : priority(message.substring(1, close));
    if (value < 0) {
      return Fields.ofText(Priority.DEFAULT, withoutBom(message));
    }
    Priority priority = new Priority(value);
    String rest = message.substring(close + 1);
    if (rest.startsWith("1 ")) {
      return Rfc5424.read(priority, rest.substring(2))
          .orElseGet(() -> Fields.ofText(priority, rest));
    }
    return new Rfc3164(senders).read(priority, rest, now);
  }

  /** 0..191, or -1. */
  private static int priority(String digits) {
    if (digits.isEmpty() || digits.length() > 3) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = 10 * value + (c - '0');
    }
    return value <= Priority.MAX ? value : -1;
  }

  private static String withoutTrailer(String text) {
    int end = text.length();
    while (end > 0 && "\r\n\0".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return text.substring(0, end);
  }

  /** RFC 5424 §6.4 puts a byte order mark before text in UTF-8. */
  static String withoutBom(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }
}
