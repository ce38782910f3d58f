/**
 * Single-owner execution: state is touched by one lane only, so nothing above needs locks.
 *
 * <p>A lane is a bounded queue of tasks that one thread works off in order.
 */
@NullMarked
package org.wellspring.lane;

import org.jspecify.annotations.NullMarked;
