/**
 * What WBEM clients see and change, whatever protocol they speak: the Interop namespace with the
 * object manager, the indication service and its capabilities; listener destinations, indication
 * filters and subscriptions. DSP1054 1.2 (Indications Profile), DSP1033 (Profile Registration).
 *
 * <p>What clients make is kept in the {@code StateStore}; each enabled subscription has one of the
 * subscription service that does the work. The book of instances is changed by one operation at a
 * time; views are snapshots and may be read from any thread. No protocol is known here.
 */
@NullMarked
package org.wellspring.wbem;

import org.jspecify.annotations.NullMarked;
