/** Who may do what: principals and their passwords, TLS, and where a sink may be. */
@NullMarked
package org.wellspring.security;

import org.jspecify.annotations.NullMarked;
