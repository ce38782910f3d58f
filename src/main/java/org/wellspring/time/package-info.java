/**
 * The only reader of clocks: what time it is, and tasks for later. Everything else takes time as a
 * parameter or through these ports.
 */
@NullMarked
package org.wellspring.time;

import org.jspecify.annotations.NullMarked;
