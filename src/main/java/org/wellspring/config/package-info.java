/**
 * Settings: read from file, environment and command line, checked, all problems reported at once.
 */
@NullMarked
package org.wellspring.config;

import org.jspecify.annotations.NullMarked;
