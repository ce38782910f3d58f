/**
 * The inside of {@link org.wellspring.filter.FilterIndex}: finds those of many predicates that are
 * TRUE of an event without asking each.
 *
 * <p>{@link org.wellspring.filter.index.PredicateIndex} keeps each distinct predicate as one node,
 * and each distinct sub-expression as one {@link org.wellspring.filter.index.Cell}. A node is filed
 * under the access keys that promise the fewest candidates ({@link
 * org.wellspring.filter.index.KeyChoice}); an event's values lead to the nodes filed under them
 * ({@link org.wellspring.filter.index.Directory}).
 *
 * <p>Changes are made by one thread at a time, under the index's lock. Matching takes no lock: it
 * reads concurrent maps and {@link org.wellspring.filter.index.Posting}s, in which whoever stays is
 * seen by every reader whatever is added and removed meanwhile.
 */
@NullMarked
package org.wellspring.filter.index;

import org.jspecify.annotations.NullMarked;
