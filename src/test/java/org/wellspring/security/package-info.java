/** Tests of who may do what. */
@NullMarked
package org.wellspring.security;

import org.jspecify.annotations.NullMarked;
