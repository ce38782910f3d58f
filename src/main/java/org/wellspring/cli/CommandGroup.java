package org.wellspring.cli;

import java.util.Map;

/** A command that has commands of its own. */
interface CommandGroup {
  /** By their names, in the order in which help shows them. */
  Map<String, Object> commands();
}
