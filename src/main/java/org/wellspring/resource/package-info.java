/** Managed resources: which there are, and how their instances are read and changed. */
@NullMarked
package org.wellspring.resource;

import org.jspecify.annotations.NullMarked;
