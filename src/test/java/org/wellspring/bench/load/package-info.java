/** Tests of what the bench is made of: above all that its checks can fail. */
@NullMarked
package org.wellspring.bench.load;

import org.jspecify.annotations.NullMarked;
