/**
 * Windows event queries: a QueryList, whose Select and Suppress elements hold expressions in a
 * subset of XPath 1.0. MS-EVEN6 2.2.15 and 2.2.16.
 *
 * <pre>
 *   QueryList  = Query+ ;  Query = Select+ Suppress*, each with a Path (channel) of its own or the Query's
 *   selection  = path
 *   path       = step { "/" step }
 *   step       = ( name | "*" | "@" name | "@*" ) { "[" expression "]" } | "text()"
 *   expression = conjunction { "or" conjunction }
 *   conjunction = factor { "and" factor }
 *   factor     = value [ ( "=" | "!=" | "<" | "<=" | ">" | ">=" ) value ]
 *   value      = path | 'text' | number | "(" expression ")" | "position()" | "band(" value "," value ")"
 *              | "timediff(" value [ "," value ] ")"
 * </pre>
 *
 * <p>An event is selected when, in one of the queries, a Select matches and no Suppress does. Names
 * have no prefix and match in any namespace.
 */
@NullMarked
package org.wellspring.filter.querylist;

import org.jspecify.annotations.NullMarked;
