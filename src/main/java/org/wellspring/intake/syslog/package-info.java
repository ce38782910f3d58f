/**
 * Syslog in: messages of RFC 5424 and RFC 3164, over UDP (RFC 5426) and TCP (RFC 6587), become
 * events {@code {urn:wellspring:syslog}Message}. Runs on one Netty event loop of its own.
 */
@NullMarked
package org.wellspring.intake.syslog;

import org.jspecify.annotations.NullMarked;
