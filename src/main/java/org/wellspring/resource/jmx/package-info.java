/**
 * The MBeans of a JVM as managed resources, and how JMX values are written as XML: namespace {@code
 * urn:wellspring:jmx}. Calls may go to another JVM and take as long as that does.
 */
@NullMarked
package org.wellspring.resource.jmx;

import org.jspecify.annotations.NullMarked;
