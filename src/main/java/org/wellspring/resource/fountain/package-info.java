/**
 * The example resource: the drinking fountains of an art school, held in memory. Safe for use by
 * several threads.
 */
@NullMarked
package org.wellspring.resource.fountain;

import org.jspecify.annotations.NullMarked;
