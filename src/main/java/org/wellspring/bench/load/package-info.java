/**
 * What the bench is made of: sinks that check what they get, publishers, a plain HTTP line, and the
 * bare counterparts that are the limits. Knows nothing of the server's inside.
 */
@NullMarked
package org.wellspring.bench.load;

import org.jspecify.annotations.NullMarked;
