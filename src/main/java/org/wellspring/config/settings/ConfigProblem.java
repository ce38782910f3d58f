package org.wellspring.config.settings;

/**
 * One thing that is wrong with the settings.
 *
 * @param place where it is written, as in {@link Setting#origin}
 * @param setting dotted path; empty when the problem is with a file as a whole
 * @param message what was seen and what is allowed; never the value of a secret
 */
public record ConfigProblem(String place, String setting, String message) {
  @Override
  public String toString() {
    return place + ": " + (setting.isEmpty() ? "" : setting + ": ") + message;
  }
}
