/** The commands. Output for people; exit code 0 for success, 1 for a fault, 2 for wrong usage. */
@NullMarked
package org.wellspring.cli;

import org.jspecify.annotations.NullMarked;
