/**
 * The event log and the state store on RocksDB: one database in the data directory, one write-ahead
 * log, one thread ({@code ws-log}) that writes. Whoever is answered is on disk.
 *
 * <p>{@link org.wellspring.log.rocks.RocksStorage} opens and closes all of it. {@link
 * org.wellspring.log.rocks.CommitQueue} takes what is to be written, {@link
 * org.wellspring.log.rocks.Committer} writes it in groups with one flush each. Readers read beside
 * it, never beyond what was flushed. A flush that failed is never retried: nothing is written after
 * it.
 */
@NullMarked
package org.wellspring.log.rocks;

import org.jspecify.annotations.NullMarked;
