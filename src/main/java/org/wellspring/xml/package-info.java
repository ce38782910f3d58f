/**
 * XML as an immutable tree: the one form in which events, envelopes and managed resources are held,
 * read safely and written canonically. No DOM.
 *
 * <p>Trees are immutable once built and may be read from any thread. Nothing here opens a file or a
 * connection: document type declarations are refused and no external entity is ever looked up.
 */
@NullMarked
package org.wellspring.xml;

import org.jspecify.annotations.NullMarked;
