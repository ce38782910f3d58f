package org.wellspring.delivery;

import java.util.List;
import org.wellspring.model.LogPosition;

/**
 * What a client collected.
 *
 * @param items none when nothing came in time
 * @param next where its next context stands
 */
public record PullBatch(List<Item> items, LogPosition next) {
  public PullBatch {
    items = List.copyOf(items);
  }
}
