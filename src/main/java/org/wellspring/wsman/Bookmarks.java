package org.wellspring.wsman;

import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;
import org.wellspring.model.LogPosition;
import org.wellspring.model.StartAt;
import org.wellspring.xml.XmlElement;

/**
 * Positions in the log as bookmarks. DSP0226 §10.2.6. A bookmark names its log, so that one from a
 * log that is gone is refused and not misread.
 */
final class Bookmarks {
  private static final String NAMESPACE = "urn:wellspring:bookmark";

  private final String logIdentity;

  Bookmarks(String logIdentity) {
    this.logIdentity = logIdentity;
  }

  /** The header block that goes with an item. */
  XmlElement write(Generation generation, LogPosition position) {
    return XmlElement.builder(generation.namespace(), "Bookmark", "wsman")
        .add(
            XmlElement.builder(NAMESPACE, "Position", "wsb")
                .attribute("Log", logIdentity)
                .text(Long.toString(position.value()))
                .build())
        .build();
  }

  StartAt read(Generation generation, XmlElement bookmark) {
    if (bookmark.trimmedText().equals(generation.uri("bookmark/earliest"))
        || bookmark.trimmedText().equals(Generation.DMTF.uri("bookmark/earliest"))) {
      return new StartAt.Earliest();
    }
    XmlElement position = bookmark.child(NAMESPACE, "Position").orElseThrow(Bookmarks::notOurs);
    if (!position.attribute("Log").orElse("").equals(logIdentity)) {
      throw new FaultException(
          FaultCode.BOOKMARK_EXPIRED,
          "This bookmark belongs to a log that is no longer kept. Subscribe with the earliest bookmark to get what there is.");
    }
    return new StartAt.After(position(position.trimmedText()));
  }

  /** Eighteen digits: the position after it must be a number, too. */
  private static LogPosition position(String digits) {
    if (!digits.matches("[0-9]{1,18}")) {
      throw notOurs();
    }
    return new LogPosition(Long.parseLong(digits));
  }

  private static FaultException notOurs() {
    return new FaultException(
        FaultCode.BOOKMARK_INVALID,
        "The bookmark is none that this server gave out. Send one from an event of this server, or "
            + Generation.DMTF.uri("bookmark/earliest")
            + ".");
  }
}
