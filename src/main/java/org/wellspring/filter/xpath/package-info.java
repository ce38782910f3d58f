/**
 * XPath 1.0 (REC-xpath-19991116) over the event tree: parsed by Jaxen, brought down to the algebra
 * of {@link org.wellspring.filter.predicate} as far as it goes, and evaluated by {@link
 * org.wellspring.filter.xpath.expr} beyond that.
 */
@NullMarked
package org.wellspring.filter.xpath;

import org.jspecify.annotations.NullMarked;
