/**
 * WS-Eventing without WS-Management, at {@code /eventing}: the version of August 2004 and the W3C's
 * of 2011, on either WS-Addressing and either SOAP. Push only, one event per message.
 *
 * <p>WS-Eventing 2004/08; W3C WS-Eventing 2011/03 and WS-EventDescriptions; WS-MetadataExchange
 * 2004/09; WS-Addressing 2004/08 and 1.0. DPWS 1.1 stacks mix the older eventing with the newer
 * addressing, so the two are chosen apart.
 */
@NullMarked
package org.wellspring.wsevent;

import org.jspecify.annotations.NullMarked;
