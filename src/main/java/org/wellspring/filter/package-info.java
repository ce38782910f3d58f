/**
 * What a subscriber wants to see: dialect and text are compiled once, at Subscribe, and tested
 * against each event.
 *
 * <p>{@link org.wellspring.filter.FilterDialect} is the one place where a dialect is added. Filters
 * are immutable and tested from any thread.
 */
@NullMarked
package org.wellspring.filter;

import org.jspecify.annotations.NullMarked;
