/**
 * The CIM object model: classes, instances, their names and typed values, and the classes that this
 * server knows. DSP0004 2.8; the notation of class files is its MOF, of instances in SOAP that of
 * DSP0230 1.1.
 *
 * <p>Immutable values; no thread, no I/O but reading class files at the start, no protocol. Names
 * of classes, properties, keys, qualifiers and namespaces are compared without case throughout.
 */
@NullMarked
package org.wellspring.cim;

import org.jspecify.annotations.NullMarked;
