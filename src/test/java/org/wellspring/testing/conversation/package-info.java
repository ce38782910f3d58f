/** Recorded conversations, played against a front door without sockets; golden files. */
@NullMarked
package org.wellspring.testing.conversation;

import org.jspecify.annotations.NullMarked;
