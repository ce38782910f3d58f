/**
 * The commands. Output for people; exit code 0 for success, 1 for a fault or a failed connection, 2
 * for wrong usage.
 *
 * <p>One class per command. Commands that talk to a server use package {@code client} alone, so
 * that they start quickly; the server's classes are loaded by {@code serve} and {@code demo} only,
 * through {@link org.wellspring.cli.ServerLauncher}.
 */
@NullMarked
package org.wellspring.cli;

import org.jspecify.annotations.NullMarked;
