package org.wellspring.metrics;

import java.util.Locale;

/**
 * Every metric there is; in Prometheus, {@code wellspring_} and the name in lower case, with the
 * unit or {@code _total} behind it.
 */
public enum MeterName {
  SUBSCRIPTIONS("subscriptions now, by mode"),
  SUBSCRIBE("Subscribe requests, by result"),
  SUBSCRIPTIONS_ENDED("subscriptions that ended, by reason"),
  FAULTS("faults sent, by code"),
  EVENTS_APPENDED("events taken into the log"),
  EVENTS_REJECTED("events refused at intake, by field"),
  EVENTS_DUPLICATE("events dropped as repeats of one already taken"),
  EVENTS_DELIVERED("events delivered, by mode"),
  EVENTS_DROPPED("events not delivered, by reason"),
  DELIVERY("time from sending a message to its answer, by mode and outcome"),
  DELIVERY_HELD("messages that had to wait for room among those under way"),
  IN_FLIGHT_OCTETS("octets of messages under way to sinks now"),
  CATCH_UP_OCTETS("octets of events read from the log for subscriptions that were behind"),
  FILTERS("distinct filters now"),
  FILTERS_UNINDEXED("distinct filters that nothing leads to: they are evaluated on every event"),
  FILTER_BROKEN("filter evaluations that could not be carried out"),
  LOG_EVENTS("events in the log now"),
  LOG_OCTETS("octets of event bodies in the log now"),
  QUEUE_DEPTH("tasks waiting, by queue"),
  HTTP_REFUSED("HTTP requests refused before they were read, by reason"),
  TRAP_GROUPS("multicast groups in use");

  private final String meaning;
  private final String dotted;

  MeterName(String meaning) {
    this.meaning = meaning;
    this.dotted = "wellspring." + name().toLowerCase(Locale.ROOT).replace('_', '.');
  }

  /** For the table in the documentation. */
  public String meaning() {
    return meaning;
  }

  String dotted() {
    return dotted;
  }
}
