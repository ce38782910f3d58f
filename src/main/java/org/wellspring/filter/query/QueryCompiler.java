package org.wellspring.filter.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.wellspring.filter.ClassHierarchy;
import org.wellspring.filter.Filter;
import org.wellspring.filter.PredicateFilter;
import org.wellspring.filter.predicate.Comparison;
import org.wellspring.filter.predicate.Exists;
import org.wellspring.filter.predicate.Match;
import org.wellspring.filter.predicate.NumberCompares;
import org.wellspring.filter.predicate.Operand;
import org.wellspring.filter.predicate.Predicate;
import org.wellspring.filter.predicate.TextCase;
import org.wellspring.filter.predicate.Truth;
import org.wellspring.filter.predicate.ValueTest;
import org.wellspring.filter.text.TextCompares;

/**
 * {@link Query} → {@link Filter}. The event's class must be the one in FROM or below it; the
 * properties are those of the event's element, by name without case and without white space around
 * their values. Safe for use by several threads.
 */
public final class QueryCompiler {
  private final QueryRules rules;
  private final ClassHierarchy classes;

  public QueryCompiler(QueryRules rules, ClassHierarchy classes) {
    this.rules = rules;
    this.classes = classes;
  }

  public Filter compile(Query query) {
    Predicate ofClass = isA(new Expression.IsA(event(), query.fromClass()));
    Predicate where = query.where().map(this::lower).orElse(Predicate.TRUE);
    return new PredicateFilter(
        Predicate.allOf(ofClass, where),
        query.selection().isEmpty()
            ? Optional.empty()
            : Optional.of(SelectedProperties.of(query.selection())));
  }

  private static Expression.Property event() {
    return new Expression.Property(List.of(), Expression.Which.PLAIN);
  }

  private Predicate lower(Expression expression) {
    if (expression instanceof Expression.And and) {
      return Predicate.allOf(and.all().stream().map(this::lower).toList());
    }
    if (expression instanceof Expression.Or or) {
      return Predicate.anyOf(or.any().stream().map(this::lower).toList());
    }
    if (expression instanceof Expression.Not not) {
      return Predicate.not(lower(not.negated()));
    }
    if (expression instanceof Expression.IsA isA) {
      return isA(isA);
    }
    if (expression instanceof Expression.IsNull isNull) {
      return isNull(isNull.property());
    }
    if (expression instanceof Expression.Like like) {
      return scoped(like.property(), leaf(like.property(), like.test()));
    }
    return expression instanceof Expression.Compare compare
        ? compare(compare)
        : compare((Expression.CompareProperties) expression);
  }

  // ISA and IS NULL

  private Predicate isA(Expression.IsA isA) {
    Set<String> names = classes.withSubclasses(isA.superclass());
    if (isA.property().steps().isEmpty()) {
      return Match.of(Operand.CLASS_NAME, ValueTest.oneOf(names, TextCase.IGNORED));
    }
    return scoped(
        isA.property(),
        EmbeddedIsA.of(operand(isA.property()), isA.property().names(), names, rules.ofNull()));
  }

  private Predicate isNull(Expression.Property property) {
    return property.which().index().isPresent()
        ? Predicate.not(leaf(property, new AnyValue(), Truth.FALSE))
        : Predicate.not(new Exists(operand(property), Exists.Nulls.IGNORED));
  }

  // comparisons

  private Predicate compare(Expression.Compare compare) {
    Expression.Property property = compare.property();
    if (compare.comparison() != Comparison.NOT_EQUAL) {
      return scoped(property, leaf(property, test(compare.comparison(), compare.constant())));
    }
    Expression.Property dual =
        new Expression.Property(property.steps(), opposite(property.which()));
    ValueTest equal = test(Comparison.EQUAL, compare.constant());
    Predicate unequal = Predicate.not(leaf(dual, equal));
    if (rules.ofNull() == Truth.FALSE) {
      unequal = Predicate.allOf(leaf(property, comparable(compare.constant())), unequal);
    }
    return scoped(property, unequal);
  }

  /** "Not every one is equal" is "one is not equal", and the other way round. */
  private static Expression.Which opposite(Expression.Which which) {
    return switch (which.quantity()) {
      case PLAIN -> which;
      case ANY -> Expression.Which.EVERY;
      case EVERY -> Expression.Which.ANY;
    };
  }

  private ValueTest test(Comparison comparison, Expression.Constant constant) {
    if (constant instanceof Expression.Number number) {
      return new NumberCompares(comparison, number.number(), rules.ofNull());
    }
    if (constant instanceof Expression.Bool bool) {
      return new BooleanIs(bool.value(), rules.ofNull());
    }
    String text = ((Expression.Text) constant).text();
    return comparison == Comparison.EQUAL
        ? ValueTest.equalTo(text, rules.textCase())
        : new TextCompares(comparison, text, rules.textCase());
  }

  private static ValueTest comparable(Expression.Constant constant) {
    if (constant instanceof Expression.Number) {
      return new IsNumber();
    }
    return constant instanceof Expression.Bool ? new IsBoolean() : new AnyValue();
  }

  private Predicate compare(Expression.CompareProperties compare) {
    Predicate compared =
        new PropertiesCompare(
            operand(compare.left()),
            compare.left().which().index(),
            compare.comparison(),
            operand(compare.right()),
            compare.right().which().index(),
            rules);
    return scoped(compare.left(), scoped(compare.right(), compared));
  }

  // properties

  private Predicate leaf(Expression.Property property, ValueTest test) {
    return leaf(property, test, rules.ofNull());
  }

  private static Predicate leaf(Expression.Property property, ValueTest test, Truth ofNull) {
    Operand operand = operand(property);
    if (property.which().index().isPresent()) {
      return new ValueAt(operand, property.which().index().getAsInt(), test, ofNull);
    }
    return property.which().quantity() == Expression.Quantity.EVERY
        ? new EveryValue(operand, test, ofNull)
        : new Match(operand, test, ofNull);
  }

  private static Operand operand(Expression.Property property) {
    List<String> names = property.names();
    return names.size() == 1 && names.get(0).equalsIgnoreCase("__CLASS")
        ? Operand.CLASS_NAME
        : Operand.slot(names.toArray(String[]::new)).stripped();
  }

  /**
   * A property that is said to be one of a class has no value where the object is of another class:
   * then the whole is what NULL gives.
   */
  private Predicate scoped(Expression.Property property, Predicate condition) {
    List<Predicate> inScope = new ArrayList<>();
    for (int i = 0; i < property.steps().size(); i++) {
      Optional<String> scope = property.steps().get(i).scope();
      if (scope.isPresent()) {
        Expression.Property owner =
            new Expression.Property(property.steps().subList(0, i), Expression.Which.PLAIN);
        inScope.add(isOfClass(owner, scope.get()));
      }
    }
    if (inScope.isEmpty()) {
      return condition;
    }
    Predicate all = Predicate.allOf(inScope);
    return Predicate.anyOf(
        Predicate.allOf(all, condition),
        Predicate.allOf(Predicate.not(all), new Predicate.Constant(rules.ofNull())));
  }

  private Predicate isOfClass(Expression.Property owner, String className) {
    Set<String> names = classes.withSubclasses(className);
    return owner.steps().isEmpty()
        ? Match.of(Operand.CLASS_NAME, ValueTest.oneOf(names, TextCase.IGNORED))
        : EmbeddedIsA.of(operand(owner), owner.names(), names, Truth.FALSE);
  }

  static Set<String> folded(Set<String> names) {
    return names.stream().map(TextCase::folded).collect(Collectors.toUnmodifiableSet());
  }
}
