/**
 * XPath 1.0 expressions as trees, compared by value, and their evaluation over our own trees.
 *
 * <p>Every part of REC-xpath-19991116 is here except what has no counterpart in an event: comments
 * and processing instructions are not kept, so their node tests select nothing, and there is no
 * DTD, so {@code id()} finds nothing. Node sets are in document order without sorting wherever the
 * axes allow it, and are sorted by numbers given once per event where they do not, so that the time
 * of an evaluation follows the nodes it visits; those are counted.
 */
@NullMarked
package org.wellspring.filter.xpath.expr;

import org.jspecify.annotations.NullMarked;
