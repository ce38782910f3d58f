package org.wellspring.config.settings;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong until somebody asks. */
public final class Problems {
  private final List<ConfigProblem> found = new ArrayList<>();

  public void add(String place, String setting, String message) {
    found.add(new ConfigProblem(place, setting, message));
  }

  /**
   * Ends the collecting.
   *
   * @throws ConfigProblems when there is at least one problem
   */
  public void throwIfAny() {
    if (!found.isEmpty()) {
      throw new ConfigProblems(found);
    }
  }
}
