/**
 * What the textual dialects share: reading a text by a generated grammar, with limits and errors
 * that say where, and patterns that are matched in linear time.
 */
@NullMarked
package org.wellspring.filter.text;

import org.jspecify.annotations.NullMarked;
