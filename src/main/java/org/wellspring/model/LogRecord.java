package org.wellspring.model;

/** An event at its place in the log. */
public record LogRecord(LogPosition position, Event event) {}
