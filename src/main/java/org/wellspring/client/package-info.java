/**
 * A client of WS-Management event sources: read and change resources, subscribe, pull, listen,
 * publish.
 *
 * <p>Plain JDK HTTP and package {@code xml}, nothing else: the commands start quickly because of
 * it. Calls block the calling thread, at most for the configured timeout and a little grace; a SOAP
 * fault is a {@link org.wellspring.client.SoapFault}, everything else that goes wrong on the way an
 * {@link org.wellspring.client.ExchangeFailed}. What a {@link org.wellspring.client.SinkServer} or
 * {@link org.wellspring.client.TrapListener} receives is handed over on their own threads.
 *
 * <p>Written against WS-Management DSP0226 1.x, WS-Eventing 2004/08, WS-Enumeration and WS-Transfer
 * 2004/09, WS-Addressing 2004/08, SOAP 1.2, SOAP-over-UDP and, as far as they are known, the
 * management drafts of October 2004 and June 2005.
 */
@NullMarked
package org.wellspring.client;

import org.jspecify.annotations.NullMarked;
