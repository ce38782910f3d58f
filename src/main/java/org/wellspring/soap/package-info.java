/**
 * SOAP 1.2 envelopes and WS-Addressing 2004/08: octets to tree and back, under limits, in the
 * charset of the peer.
 *
 * <p>Knows no operation. Everything wrong with a message becomes a {@link
 * org.wellspring.fault.FaultException}.
 */
@NullMarked
package org.wellspring.soap;

import org.jspecify.annotations.NullMarked;
