package org.wellspring.stream;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wellspring.model.LogPosition;

/**
 * Positions in the log as bookmarks: the log's identity, a colon, the position. One from a log that
 * is gone is refused and not misread.
 */
final class Bookmarks {
  /** Eighteen digits: the position after it must be a number, too. */
  private static final Pattern SHAPE = Pattern.compile("(.+):([0-9]{1,18})");

  private final String logIdentity;

  Bookmarks(String logIdentity) {
    this.logIdentity = logIdentity;
  }

  String write(LogPosition position) {
    return logIdentity + ":" + position.value();
  }

  /** Written before the first event of a log, so it has no position to stand for. */
  Optional<String> before(LogPosition next) {
    return next.value() == 0
        ? Optional.empty()
        : Optional.of(write(new LogPosition(next.value() - 1)));
  }

  /** The position behind which to go on. */
  LogPosition read(String text, LogPosition head) {
    Matcher matcher = SHAPE.matcher(text.strip());
    if (!matcher.matches()) {
      throw StreamProblem.badField(
          "Last-Event-ID", "this is no id of an event that this server sent");
    }
    if (!matcher.group(1).equals(logIdentity)) {
      throw new StreamProblem(
          410,
          "Last-Event-ID",
          "this id belongs to a log that is no longer kept; begin without it");
    }
    LogPosition position = new LogPosition(Long.parseLong(matcher.group(2)));
    if (!position.isBefore(head)) {
      throw StreamProblem.badField(
          "Last-Event-ID", "this is no id of an event that this server sent");
    }
    return position;
  }
}
