/**
 * Ports of storage: the event log and the state of subscriptions. Implementations are chosen by the
 * server alone.
 *
 * <p>The log is the only buffer of the system: whoever is slow reads it later.
 */
@NullMarked
package org.wellspring.log;

import org.jspecify.annotations.NullMarked;
