/**
 * The HTTP host: Jetty, TLS, who is calling, health and metrics. Knows no protocol above HTTP; the
 * front doors are mounted by the server.
 */
@NullMarked
package org.wellspring.http;

import org.jspecify.annotations.NullMarked;
