/**
 * The WS-Management front door: decodes requests in three generations of the protocol, calls
 * subscriptions, delivery and resources, encodes replies and events.
 *
 * <p>DSP0226 (WS-Management 1.0 to 1.2), the October 2004 and June 2005 drafts before it, on
 * WS-Eventing 2004/08, WS-Enumeration 2004/09 and WS-Transfer 2004/09.
 */
@NullMarked
package org.wellspring.wsman;

import org.jspecify.annotations.NullMarked;
