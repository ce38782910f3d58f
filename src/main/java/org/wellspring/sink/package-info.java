/**
 * Sends messages over HTTP and UDP multicast, on Netty. Bounded in connections, time and memory;
 * knows no protocol above that.
 */
@NullMarked
package org.wellspring.sink;

import org.jspecify.annotations.NullMarked;
