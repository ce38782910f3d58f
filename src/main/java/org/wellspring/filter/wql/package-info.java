/**
 * The WMI Query Language, as MS-WMI 2.2.1 has it, for data and event queries on one class.
 *
 * <pre>
 *   query      = "SELECT" ( "*" | chain { "," chain } ) "FROM" class [ "WITHIN" number ] [ "WHERE" expression ]
 *   expression = conjunction { "OR" conjunction }
 *   conjunction = factor { "AND" factor }
 *   factor     = { "NOT" } ( "(" expression ")" | operand test )
 *   test       = ( "=" | "!=" | "<>" | "<" | "<=" | ">" | ">=" ) operand
 *              | "IS" [ "NOT" ] ( "NULL" | "TRUE" | "FALSE" ) | [ "NOT" ] "LIKE" 'pattern' | "ISA" class
 *   operand    = 'text' | "text" | number | "TRUE" | "FALSE" | chain
 *   chain      = name { "." name }
 * </pre>
 */
@NullMarked
package org.wellspring.filter.wql;

import org.jspecify.annotations.NullMarked;
