package org.wellspring.filter.querylist;

import org.wellspring.filter.predicate.AccessKey;
import org.wellspring.filter.predicate.EventView;
import org.wellspring.filter.predicate.Operand;
import org.wellspring.filter.predicate.TextCase;
import org.wellspring.filter.predicate.Values;

/** Whether an access key holds of an event. */
final class KeyCheck {
  private KeyCheck() {}

  static boolean holds(AccessKey key, EventView event) {
    if (key instanceof AccessKey.AnyOf any) {
      return any.keys().stream().anyMatch(one -> holds(one, event));
    }
    if (key instanceof AccessKey.Present present) {
      return !event.values(present.operand()).isEmpty();
    }
    Values values = event.values(operand(key));
    for (int i = 0; i < values.size(); i++) {
      if (!values.isNull(i) && holds(key, values, i)) {
        return true;
      }
    }
    return false;
  }

  private static Operand operand(AccessKey key) {
    if (key instanceof AccessKey.OneOf set) {
      return set.operand();
    }
    return key instanceof AccessKey.Range range
        ? range.operand()
        : ((AccessKey.Prefix) key).operand();
  }

  private static boolean holds(AccessKey key, Values values, int index) {
    if (key instanceof AccessKey.OneOf set) {
      return set.values().contains(values.text(index, set.textCase()));
    }
    if (key instanceof AccessKey.Range range) {
      double number = values.number(index);
      return number >= range.low() && number <= range.high();
    }
    AccessKey.Prefix prefix = (AccessKey.Prefix) key;
    TextCase textCase = prefix.textCase();
    return values.text(index, textCase).startsWith(prefix.prefix());
  }
}
