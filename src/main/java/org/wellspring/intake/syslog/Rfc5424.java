package org.wellspring.intake.syslog;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.wellspring.intake.syslog.Fields.SdElement;
import org.wellspring.intake.syslog.Fields.SdParam;

/** Reads what follows {@code <PRI>1 } of RFC 5424 §6. Not for several threads. */
final class Rfc5424 {
  private static final Pattern TIMESTAMP =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|[+-]\\d\\d:\\d\\d)");

  private final String message;
  private int at;

  private Rfc5424(String message) {
    this.message = message;
  }

  /** Empty when the header is not that of RFC 5424. */
  static Optional<Fields> read(Priority priority, String afterVersion) {
    return new Rfc5424(afterVersion).read(priority);
  }

  private Optional<Fields> read(Priority priority) {
    String timestamp = word();
    String host = word();
    String app = word();
    String procid = word();
    String msgid = word();
    boolean dated = timestamp.equals("-") || isTimestamp(timestamp);
    if (!dated || msgid.isEmpty() || at >= message.length()) {
      return Optional.empty();
    }
    int beforeData = at;
    Optional<List<SdElement>> data = structuredData();
    if (data.isEmpty()) { // malformed: nothing is thrown away, it is shown as text
      at = beforeData;
    } else if (at < message.length()) {
      at++;
    }
    return Optional.of(
        new Fields(
            priority,
            present(timestamp),
            present(host),
            present(app),
            present(procid),
            present(msgid),
            data.orElse(List.of()),
            SyslogParser.withoutBom(message.substring(at))));
  }

  /** The characters up to the next space, which is passed too. */
  private String word() {
    int space = message.indexOf(' ', at);
    int end = space < 0 ? message.length() : space;
    String word = message.substring(Math.min(at, end), end);
    at = Math.min(message.length(), end + 1);
    return word;
  }

  private static Optional<String> present(String field) {
    return field.isEmpty() || field.equals("-") ? Optional.empty() : Optional.of(field);
  }

  static boolean isTimestamp(String text) {
    if (!TIMESTAMP.matcher(text).matches()) {
      return false;
    }
    try {
      OffsetDateTime.parse(text);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  /** Leaves {@code at} on the space behind the data; empty when it is malformed. */
  private Optional<List<SdElement>> structuredData() {
    List<SdElement> elements = new ArrayList<>();
    if (peek() == '-') {
      at++;
    } else {
      while (peek() == '[') {
        Optional<SdElement> element = element();
        if (element.isEmpty()) {
          return Optional.empty();
        }
        elements.add(element.get());
      }
      if (elements.isEmpty()) {
        return Optional.empty();
      }
    }
    return at == message.length() || peek() == ' ' ? Optional.of(elements) : Optional.empty();
  }

  private Optional<SdElement> element() {
    at++;
    String id = name();
    List<SdParam> params = new ArrayList<>();
    while (peek() == ' ') {
      at++;
      String name = name();
      Optional<String> value = name.isEmpty() ? Optional.empty() : quoted();
      if (value.isEmpty()) {
        return Optional.empty();
      }
      params.add(new SdParam(name, value.get()));
    }
    if (id.isEmpty() || peek() != ']') {
      return Optional.empty();
    }
    at++;
    return Optional.of(new SdElement(id, params));
  }

  private String name() {
    int start = at;
    while (at < message.length() && " =]\"".indexOf(message.charAt(at)) < 0) {
      at++;
    }
    return message.substring(start, at);
  }

  /** {@code ="value"}, with backslashes before {@code " \ ]}; others stand for themselves. */
  private Optional<String> quoted() {
    if (!message.startsWith("=\"", at)) {
      return Optional.empty();
    }
    at += 2;
    StringBuilder value = new StringBuilder();
    while (at < message.length() && peek() != '"') {
      if (peek() == '\\'
          && at + 1 < message.length()
          && "\"\\]".indexOf(message.charAt(at + 1)) >= 0) {
        at++;
      }
      value.append(message.charAt(at++));
    }
    if (peek() != '"') {
      return Optional.empty();
    }
    at++;
    return Optional.of(value.toString());
  }

  /** NUL at the end. */
  private char peek() {
    return at < message.length() ? message.charAt(at) : '\0';
  }
}
