/**
 * The glossary: events, subscriptions and what they are made of, as immutable values. No I/O, no
 * clock, no framework.
 */
@NullMarked
package org.wellspring.model;

import org.jspecify.annotations.NullMarked;
