/**
 * The filters and events of the {@code filters} scenario, and its peer: the JDK's XPath over DOM,
 * each filter by itself.
 */
@NullMarked
package org.wellspring.bench.filters;

import org.jspecify.annotations.NullMarked;
