package org.wellspring.subscription;

import java.util.HashMap;
import java.util.Map;
import org.wellspring.log.StateStore;
import org.wellspring.model.Bytes;
import org.wellspring.model.LogPosition;
import org.wellspring.model.SubscriptionId;

/**
 * How far subscriptions have come, as records of the state store: beside theirs, for they change
 * often.
 */
public final class CursorRecords {
  private static final String KEY_PREFIX = "cursor/";

  private CursorRecords() {}

  public static String key(SubscriptionId id) {
    return KEY_PREFIX + id.value();
  }

  /**
   * @param next the first position that is not finished
   */
  public static Bytes encode(LogPosition next) {
    return Bytes.utf8(Long.toString(next.value()));
  }

  static Map<SubscriptionId, LogPosition> load(StateStore store) {
    Map<SubscriptionId, LogPosition> cursors = new HashMap<>();
    store
        .load(KEY_PREFIX)
        .forEach(
            (key, value) ->
                cursors.put(
                    new SubscriptionId(key.substring(KEY_PREFIX.length())),
                    new LogPosition(Long.parseLong(value.utf8()))));
    return cursors;
  }
}
