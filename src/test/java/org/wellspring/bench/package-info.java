/** Tests of the bench: above all that its checks can fail. */
@NullMarked
package org.wellspring.bench;

import org.jspecify.annotations.NullMarked;
