/**
 * How SOAP comes in over HTTP, for all front doors: what HTTP alone can decide, CXF as the carrier
 * of octets, and the contract under {@code ?wsdl}. The only place that knows CXF; nothing here
 * knows a protocol.
 */
@NullMarked
package org.wellspring.soap.http;

import org.jspecify.annotations.NullMarked;
