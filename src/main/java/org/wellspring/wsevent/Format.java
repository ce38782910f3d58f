package org.wellspring.wsevent;

import java.util.Optional;

/** How an event stands in its message. W3C WS-Eventing §5. */
enum Format {
  /** The event is the body. */
  UNWRAP("Unwrap"),
  /** The event stands in a Notify element, and the action is always the same. */
  WRAP("Wrap");

  static final String NOTIFY_ACTION =
      EventingVersion.W3C_2011.uri("WrappedSinkPortType/NotifyEvent");

  private final String name;

  Format(String name) {
    this.name = name;
  }

  String uri() {
    return EventingVersion.W3C_2011.uri("DeliveryFormats/" + name);
  }

  static Optional<Format> of(String uri) {
    for (Format format : values()) {
      if (format.uri().equals(uri)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }
}
