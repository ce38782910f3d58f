/** How results look: events as text, XML or JSON, envelopes, and the terminal they go to. */
@NullMarked
package org.wellspring.cli.text;

import org.jspecify.annotations.NullMarked;
