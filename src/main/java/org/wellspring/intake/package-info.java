/**
 * How events get in: CloudEvents over HTTP, syslog, JMX, the fountain simulator. All end in {@link
 * org.wellspring.intake.EventIntake}.
 */
@NullMarked
package org.wellspring.intake;

import org.jspecify.annotations.NullMarked;
