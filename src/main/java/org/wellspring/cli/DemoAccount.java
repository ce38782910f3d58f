package org.wellspring.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a subscriber received, held against what the server's log has: between its first event and
 * its last one nothing may be missing.
 *
 * @param missing events of the log that it did not receive
 * @param repeated deliveries of an event that it had already; there may be some after a kill
 */
record DemoAccount(long missing, long repeated) {
  /**
   * Compares.
   *
   * @param received in the order of their arrival
   * @param logged all there are, in the order of the log
   */
  static DemoAccount of(List<String> received, List<String> logged) {
    if (received.isEmpty()) {
      return new DemoAccount(0, 0);
    }
    Set<String> distinct = new HashSet<>(received);
    int first = logged.indexOf(received.get(0));
    int last = 0;
    List<String> found = new ArrayList<>();
    for (int i = Math.max(0, first); i < logged.size(); i++) {
      if (distinct.contains(logged.get(i))) {
        found.add(logged.get(i));
        last = i;
      }
    }
    long between = first < 0 ? 0 : last - first + 1L;
    return new DemoAccount(Math.max(0, between - found.size()), received.size() - distinct.size());
  }
}
