package org.wellspring.client;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * When a batch is complete. Only for batched delivery; empty leaves a limit to the source.
 *
 * @param maxElements events; {@code MaxElements}, in October 2004 {@code MaxItems}
 * @param maxCharacters of the batch; only October 2004 has it
 * @param maxTime from the first event in it
 */
public record BatchLimits(
    OptionalInt maxElements, OptionalLong maxCharacters, Optional<Duration> maxTime) {
  public static final BatchLimits NONE =
      new BatchLimits(OptionalInt.empty(), OptionalLong.empty(), Optional.empty());
}
