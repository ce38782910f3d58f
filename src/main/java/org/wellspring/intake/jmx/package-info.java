/**
 * Events from JMX, of this JVM or another one: notifications of MBeans, and polled attributes that
 * cross a threshold. All work is done on a lane that may block on the other JVM.
 */
@NullMarked
package org.wellspring.intake.jmx;

import org.jspecify.annotations.NullMarked;
