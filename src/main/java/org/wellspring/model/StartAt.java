package org.wellspring.model;

/** Where in the log a new subscription begins. */
public sealed interface StartAt {
  /** With the first event after the subscription was made. */
  record Now() implements StartAt {}

  /** With the oldest event still kept. */
  record Earliest() implements StartAt {}

  /** Behind the event that carried this bookmark. */
  record After(LogPosition position) implements StartAt {}
}
