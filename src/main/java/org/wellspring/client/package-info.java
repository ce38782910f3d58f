/** A client of WS-Management event sources: subscribe, pull, listen. */
@NullMarked
package org.wellspring.client;

import org.jspecify.annotations.NullMarked;
