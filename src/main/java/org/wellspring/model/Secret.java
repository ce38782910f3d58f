package org.wellspring.model;

/** A value that must not reach logs, replies or error messages: its text form is stars. */
public record Secret(String value) {
  @Override
  public String toString() {
    return "****";
  }
}
