package org.wellspring.filter.query;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.wellspring.filter.predicate.Comparison;
import org.wellspring.filter.predicate.ValueTest;

/** A condition of a query. */
public sealed interface Expression {
  /** Two or more, all of which hold. */
  record And(List<Expression> all) implements Expression {
    public And {
      all = List.copyOf(all);
    }
  }

  /** Two or more, one of which holds. */
  record Or(List<Expression> any) implements Expression {
    public Or {
      any = List.copyOf(any);
    }
  }

  record Not(Expression negated) implements Expression {}

  /** A property against a constant; a truth value is compared by EQUAL and NOT_EQUAL only. */
  record Compare(Property property, Comparison comparison, Constant constant)
      implements Expression {}

  /** Two properties against each other; neither of them with EVERY. */
  record CompareProperties(Property left, Comparison comparison, Property right)
      implements Expression {}

  record IsNull(Property property) implements Expression {}

  /**
   * A property against a pattern.
   *
   * @param pattern as it was written, without its quotation marks
   * @param test what it was compiled to
   */
  record Like(Property property, String pattern, ValueTest test) implements Expression {}

  /**
   * Whether an embedded object, or the event when the property has no steps, is of a class or below
   * it.
   */
  record IsA(Property property, String superclass) implements Expression {}

  /** What a property is compared with. */
  sealed interface Constant {}

  record Text(String text) implements Constant {}

  record Number(BigDecimal number) implements Constant {}

  record Bool(boolean value) implements Constant {}

  /**
   * A property of the event, or of an object embedded in it.
   *
   * @param steps from the event downwards; none for the event itself
   * @param which which of its values, where it is a list
   */
  record Property(List<Step> steps, Which which) {
    public Property {
      steps = List.copyOf(steps);
    }

    List<String> names() {
      return steps.stream().map(Step::name).toList();
    }
  }

  /**
   * One step.
   *
   * @param scope the class that has the property; an object of another class has no value there
   */
  record Step(Optional<String> scope, String name) {
    public static Step to(String name) {
      return new Step(Optional.empty(), name);
    }
  }

  /**
   * Which values of a property.
   *
   * @param index from 0; empty unless one was named
   */
  record Which(Quantity quantity, OptionalInt index) {
    public static final Which PLAIN = new Which(Quantity.PLAIN, OptionalInt.empty());
    public static final Which ANY = new Which(Quantity.ANY, OptionalInt.empty());
    public static final Which EVERY = new Which(Quantity.EVERY, OptionalInt.empty());

    public static Which at(int index) {
      return new Which(Quantity.PLAIN, OptionalInt.of(index));
    }
  }

  /** How many values of a list must fulfil a condition. */
  enum Quantity {
    /** Nothing was said: one is enough, and "not equal" means that none is equal. */
    PLAIN,
    ANY,
    EVERY
  }
}
