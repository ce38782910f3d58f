/** What operators see of a running server, and may do. */
@NullMarked
package org.wellspring.console;

import org.jspecify.annotations.NullMarked;
