package org.wellspring.filter.predicate;

import java.util.List;

/**
 * Whether an operand has a value: never UNKNOWN. {@code p IS NULL} is the negation with {@code
 * Nulls.IGNORED}; that an XPath selects something is {@code Nulls.COUNTED}.
 */
public record Exists(Operand operand, Nulls nulls) implements Leaf {
  /** Whether a null is a value. */
  public enum Nulls {
    COUNTED,
    IGNORED
  }

  @Override
  public Truth test(EventView event) {
    Values values = event.values(operand);
    for (int i = 0; i < values.size(); i++) {
      if (nulls == Nulls.COUNTED || !values.isNull(i)) {
        return Truth.TRUE;
      }
    }
    return Truth.FALSE;
  }

  @Override
  public List<AccessKey> keys() {
    return List.of(new AccessKey.Present(operand));
  }

  @Override
  public boolean keysSuffice() {
    return nulls == Nulls.COUNTED;
  }

  @Override
  public int cost() {
    return CHEAP;
  }
}
