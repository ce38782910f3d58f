/** Tests of how settings are read. */
@NullMarked
package org.wellspring.config.settings;

import org.jspecify.annotations.NullMarked;
