/**
 * The CIM Query Language, DSP0202 1.0.0 (2007-08-13): basic queries with embedded properties,
 * arrays, ISA and LIKE with regular expressions. The specification itself was not at hand; the
 * grammar follows public implementations of it.
 *
 * <pre>
 *   query      = "SELECT" item { "," item } "FROM" class [ [ "AS" ] alias ] [ "WHERE" expression ]
 *   item       = "*" | chain [ "." "*" ]
 *   expression = conjunction { "OR" conjunction }
 *   conjunction = factor { "AND" factor }
 *   factor     = { "NOT" } [ "ANY" | "EVERY" ] operand [ test ]
 *   test       = ( "=" | "<>" | "<" | "<=" | ">" | ">=" ) operand
 *              | "IS" [ "NOT" ] "NULL" | [ "NOT" ] "LIKE" 'pattern' | "ISA" class
 *   operand    = 'text' | number | "TRUE" | "FALSE" | chain | "(" expression ")"
 *   chain      = step { "." step } ;  step = [ class "::" ] name [ "[" ( index | "*" ) "]" ]
 * </pre>
 */
@NullMarked
package org.wellspring.filter.cql;

import org.jspecify.annotations.NullMarked;
