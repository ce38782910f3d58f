/**
 * From the log to the sink: the dispatcher matches each event once against all filters, sessions
 * decide when to send, a protocol's {@link org.wellspring.delivery.Renderer} gives the bytes, the
 * {@link org.wellspring.delivery.Sender} carries them.
 *
 * <p>Session state is owned by one shard. Nothing here blocks.
 */
@NullMarked
package org.wellspring.delivery;

import org.jspecify.annotations.NullMarked;
