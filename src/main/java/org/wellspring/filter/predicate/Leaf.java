package org.wellspring.filter.predicate;

import java.util.List;

/**
 * A predicate that asks the event itself. Dialects add their own: records, as {@code equals} and
 * {@code hashCode} must go by value. Equal leaves answer alike on every event.
 */
public non-sealed interface Leaf extends Predicate {
  /** Costs a look at a value that is at hand. */
  int CHEAP = 1;

  /** Costs a regular expression, a conversion. */
  int MODERATE = 10;

  /** Costs a walk through the event. */
  int COSTLY = 100;

  /**
   * Answers for one event. May throw any {@link RuntimeException}, best a {@link CannotEvaluate}:
   * it counts as BROKEN. Must take bounded time whatever the event holds.
   */
  Truth test(EventView event);

  /**
   * What must hold of an event before {@link #test} can be TRUE or BROKEN: each key alone is
   * necessary, none needs to be sufficient. None when there is nothing to say; then a filter that
   * has no other key is evaluated on every event of its resource, and is counted in a metric.
   */
  default List<AccessKey> keys() {
    return List.of();
  }

  /** As {@link #keys} for the negation of this leaf. */
  default List<AccessKey> keysOfNegation() {
    return List.of();
  }

  /**
   * Whether each of the {@link #keys} is sufficient, too. Then a filter that is nothing else needs
   * no evaluation once its key has led to it.
   */
  default boolean keysSuffice() {
    return false;
  }

  /** Cheaper operands are evaluated first: {@link #CHEAP}, {@link #MODERATE}, {@link #COSTLY}. */
  default int cost() {
    return MODERATE;
  }

  @Override
  default Truth evaluate(EventView event) {
    try {
      return test(event);
    } catch (RuntimeException e) { // whatever it is, it must not stop the dispatcher
      event.troubledBy(this, e);
      return Truth.BROKEN;
    } catch (StackOverflowError e) { // evaluation descends with the expression and the event
      event.troubledBy(this, new CannotEvaluate("it is nested too deeply for this event"));
      return Truth.BROKEN;
    }
  }
}
