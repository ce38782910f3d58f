package org.wellspring.resource.fountain;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How much longer a fountain's filter will do. */
enum FilterState {
  OK,
  WORN,
  CLOGGED;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<FilterState> of(String word) {
    return Arrays.stream(values()).filter(state -> state.word().equals(word)).findFirst();
  }
}
