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
 * The real server under load, {@code kill -9} at random moments. {@code -Dcrash.rounds=N} fixes how
 * often; without it, at least ten times and as often as fits in about 90 seconds. {@code
 * -Dcrash.seed=N} repeats the choices of a run, though not its timing.
 */
final class CrashHarnessIT {
  private static final Logger log = LoggerFactory.getLogger(CrashHarnessIT.class);
  private static final int LEAST_ROUNDS = 10;
  private static final Duration LONGEST = Duration.ofSeconds(80);

  @TempDir private Path folder;

  @Test
  @Timeout(3600)
  void everyAcknowledgedEventReachesEverySubscriptionInOrderWhateverIsKilled() throws Exception {
    long seed = Long.getLong("crash.seed", new SplittableRandom().nextLong());
    log.info("crash.begin seed={}", seed);
    try (SystemTime time = new SystemTime();
        CrashHarness harness = new CrashHarness(folder, seed, time)) {
      long begin = time.monotonicNanos();
      int fixed = Integer.getInteger("crash.rounds", 0);
      for (int round = 0; goesOn(round, fixed, time.monotonicNanos() - begin); round++) {
        harness.round();
      }
      CrashHarness.Report report = harness.finish();
      log.info("crash.end seed={} {}", seed, report);
      System.out.println("crash harness: " + report);
    }
  }

  private static boolean goesOn(int round, int fixed, long nanos) {
    return fixed > 0 ? round < fixed : round < LEAST_ROUNDS || nanos < LONGEST.toNanos();
  }
}
