/**
 * How settings are found and read: files, environment and command line become one flat map of
 * dotted paths, from which a typed reader takes values and collects every problem. Knows no single
 * setting. Used by the starting thread only.
 */
@NullMarked
package org.wellspring.config.settings;

import org.jspecify.annotations.NullMarked;
