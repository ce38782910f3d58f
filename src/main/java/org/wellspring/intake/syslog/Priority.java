package org.wellspring.intake.syslog;

import java.util.List;

/**
 * The PRI of a syslog message, RFC 5424 §6.2.1.
 *
 * @param value eight times the facility, plus the severity; 0..191
 */
record Priority(int value) {
  /** What RFC 3164 §4.3.3 gives a message without PRI: user, notice. */
  static final Priority DEFAULT = new Priority(13);

  static final int MAX = 191;

  private static final List<String> FACILITIES =
      List.of(
          "kern",
          "user",
          "mail",
          "daemon",
          "auth",
          "syslog",
          "lpr",
          "news",
          "uucp",
          "cron",
          "authpriv",
          "ftp",
          "ntp",
          "audit",
          "alert",
          "clock",
          "local0",
          "local1",
          "local2",
          "local3",
          "local4",
          "local5",
          "local6",
          "local7");
  private static final List<String> SEVERITIES =
      List.of("emerg", "alert", "crit", "err", "warning", "notice", "info", "debug");

  Priority {
    if (value < 0 || value > MAX) {
      throw new IllegalArgumentException("a syslog priority is 0.." + MAX + ", not " + value);
    }
  }

  String facility() {
    return FACILITIES.get(value / 8);
  }

  String severity() {
    return SEVERITIES.get(value % 8);
  }
}
