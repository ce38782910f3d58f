/** The Selector dialect of DSP0226 Annex E: all named properties have the given values. */
@NullMarked
package org.wellspring.filter.selector;

import org.jspecify.annotations.NullMarked;
