/**
 * The table of every fault the server can send, and the exception that carries one to the front
 * door that writes it.
 */
@NullMarked
package org.wellspring.fault;

import org.jspecify.annotations.NullMarked;
