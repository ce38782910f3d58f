/**
 * Sends messages over HTTP and UDP multicast, on Netty. Bounded in connections, time and memory;
 * knows no protocol above that. HTTP/1.1 is RFC 9112, HTTP semantics RFC 9110, Basic RFC 7617.
 *
 * <p>State is owned by event loops: {@code ws-send-*} have the HTTP origins (each origin one loop),
 * {@code ws-trap-*} has the UDP socket. Nothing may block there; host names are resolved on {@code
 * ws-resolve-*}. Answers complete on the event loops.
 */
@NullMarked
package org.wellspring.sink;

import org.jspecify.annotations.NullMarked;
