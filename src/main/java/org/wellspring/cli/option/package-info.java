/** Options that several commands share, and the notations of their values. */
@NullMarked
package org.wellspring.cli.option;

import org.jspecify.annotations.NullMarked;
