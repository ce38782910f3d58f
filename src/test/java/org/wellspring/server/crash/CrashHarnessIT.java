package org.wellspring.server.crash;

import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wellspring.time.SystemTime;

/**
 * The real server under load, {@code kill -9} at random moments. ten times; {@code
 * -Dcrash.rounds=N} says how often, {@code -Dcrash.seconds=N} goes on for at least so long. {@code
 * -Dcrash.seed=N} repeats the choices of a run, though not its timing.
 */
final class CrashHarnessIT {
  private static final Logger log = LoggerFactory.getLogger(CrashHarnessIT.class);

  @TempDir private Path folder;

  @Test
  @Timeout(3600)
  void everyAcknowledgedEventReachesEverySubscriptionInOrderWhateverIsKilled() throws Exception {
    long seed = Long.getLong("crash.seed", new SplittableRandom().nextLong());
    log.info("crash.begin seed={}", seed);
    try (SystemTime time = new SystemTime();
        CrashHarness harness = new CrashHarness(folder, seed, time)) {
      long begin = time.monotonicNanos();
      int rounds = Integer.getInteger("crash.rounds", 10);
      long nanos = Duration.ofSeconds(Integer.getInteger("crash.seconds", 0)).toNanos();
      for (int round = 0; round < rounds || time.monotonicNanos() - begin < nanos; round++) {
        harness.round();
      }
      CrashHarness.Report report = harness.finish();
      log.info("crash.end seed={} {}", seed, report);
      System.out.println("crash harness: " + report);
    }
  }
}
