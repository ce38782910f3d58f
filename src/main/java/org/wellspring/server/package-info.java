/** The composition root: everything is wired here, by hand. */
@NullMarked
package org.wellspring.server;

import org.jspecify.annotations.NullMarked;
