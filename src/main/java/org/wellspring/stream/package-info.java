/**
 * The REST front door: subscribe with criteria, receive JSON. The API is the publish-subscribe one
 * that {@code docs/streams.md} describes, at {@code /bppmws/api}; what is ours in it is marked
 * there.
 *
 * <p>JAX-RS on CXF decodes; decisions are {@code subscription}'s, delivery is {@code delivery}'s
 * with the {@link org.wellspring.stream.StreamRenderer} of this room. Events also come as
 * Server-Sent Events (HTML standard §9.2), written without a thread that waits.
 */
@NullMarked
package org.wellspring.stream;

import org.jspecify.annotations.NullMarked;
