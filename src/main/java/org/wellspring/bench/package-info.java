/**
 * How fast it is, and how fast it could be at best: each scenario starts a server of its own in
 * this process, measures it, and measures in the same run, slice by slice in turn, what is possible
 * with nothing in front (bare Netty, a bare log, a file read into a socket). The ratio of the two
 * can be trusted on a noisy machine.
 *
 * <p>Every scenario also checks that nothing was lost, doubled or reordered. How each figure and
 * limit is measured: {@code docs/bench.md}.
 */
@NullMarked
package org.wellspring.bench;

import org.jspecify.annotations.NullMarked;
