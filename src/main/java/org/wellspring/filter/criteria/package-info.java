/**
 * The criteria language of the publish-subscribe API for events ({@code severity EQUALS "MAJOR" AND
 * msg CONTAINS "perform"}). The REST front door hands its conditions in, and subscribers over SOAP
 * use it under a dialect URI of ours.
 *
 * <pre>
 *   condition   = conjunction { "OR" conjunction }
 *   conjunction = factor { "AND" factor }
 *   factor      = { "NOT" } ( test | "(" condition ")" )
 *   test        = slot operator ( "text" | number )
 *   operator    = "ENDS_WITH" | "ENDS_WITH_IGNORE_CASE" | "STARTS_WITH" | "STARTS_WITH_IGNORE_CASE"
 *               | "CONTAINS" | "CONTAINS_IGNORECASE" | "NOT_EQUALS" | "NOT_EQUALS_IGNORE_CASE"
 *               | "EQUALS" | "EQUALS_IGNORE_CASE" | "EQUALSIGNORECASE" | "LIST_CONTAINS"
 *               | "SMALLER_THAN" | "SMALLER_OR_EQUALS" | "GREATER_THAN" | "GREATER_OR_EQUALS"
 * </pre>
 */
@NullMarked
package org.wellspring.filter.criteria;

import org.jspecify.annotations.NullMarked;
