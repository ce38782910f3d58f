/**
 * CIM-XML: operations at {@code POST /cimom}, and indications to listeners by ExportIndication.
 * DSP0200 1.4 (operations over HTTP), DSP0201 2.4 (the XML), DSP1054 1.2 (delivery of indications).
 *
 * <p>Operations are decoded on an HTTP thread and done by the {@code ObjectManager}; no thread
 * waits for an answer. Indications are written on the shard of their subscription and sent on the
 * lane of the {@link org.wellspring.cimxml.ExportSender}.
 */
@NullMarked
package org.wellspring.cimxml;

import org.jspecify.annotations.NullMarked;
