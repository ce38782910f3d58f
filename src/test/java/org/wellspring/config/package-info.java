/** Tests of the settings. */
@NullMarked
package org.wellspring.config;

import org.jspecify.annotations.NullMarked;
