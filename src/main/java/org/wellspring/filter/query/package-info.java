/**
 * What CQL and WQL have in common: a query as a tree, its lowering to the algebra of predicates by
 * the rules of the one or the other, and the projection of its SELECT list.
 */
@NullMarked
package org.wellspring.filter.query;

import org.jspecify.annotations.NullMarked;
