/** The example's events: people who drink from the fountains of an art school. */
@NullMarked
package org.wellspring.intake.fountain;

import org.jspecify.annotations.NullMarked;
