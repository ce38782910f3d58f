/**
 * The algebra that all filter dialects are compiled to, so that one index serves them all.
 *
 * <p>A dialect turns its text into a {@link org.wellspring.filter.predicate.Predicate}: {@code
 * And}, {@code Or}, {@code Not} and constants over leaves. A leaf asks something of one event, seen
 * through an {@link org.wellspring.filter.predicate.EventView}: mostly it is a {@link
 * org.wellspring.filter.predicate.Match}, a {@link org.wellspring.filter.predicate.ValueTest} on
 * the values of an {@link org.wellspring.filter.predicate.Operand}; a dialect adds leaves and tests
 * of its own where these do not do. Everything is compared by value, so that equal expressions of
 * different subscribers become one node of the index and are evaluated once per event.
 *
 * <p>The logic is Kleene's over FALSE, UNKNOWN and TRUE, with BROKEN for what could not be
 * evaluated: see {@link org.wellspring.filter.predicate.Truth}. An {@link
 * org.wellspring.filter.predicate.AccessKey} is what must hold of an event before a leaf can be
 * TRUE or BROKEN: the index finds candidates by it and evaluates nobody else.
 *
 * <p>Predicates are immutable and used by any thread; an {@code EventView} belongs to one.
 */
@NullMarked
package org.wellspring.filter.predicate;

import org.jspecify.annotations.NullMarked;
