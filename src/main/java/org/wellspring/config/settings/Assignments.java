package org.wellspring.config.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Settings from the command line: {@code --set name=value}; of several for one name the last. */
public final class Assignments {
  private static final String ORIGIN = "--set";

  private Assignments() {}

  public static Settings read(List<String> assignments, Problems problems) {
    Map<String, Setting> found = new LinkedHashMap<>();
    for (String assignment : assignments) {
      int equals = assignment.indexOf('=');
      String name = equals < 0 ? "" : assignment.substring(0, equals).strip();
      if (Settings.PATH.matcher(name).matches()) {
        found.put(name, Setting.scalar(assignment.substring(equals + 1).strip(), ORIGIN));
      } else {
        // Not the whole text: it may hold a password.
        String seen = equals < 0 ? assignment : name + "=…";
        problems.add(ORIGIN, "", seen + " is not of the form name=value, as in log.dedup-max=1000");
      }
    }
    return Settings.of(found);
  }
}
