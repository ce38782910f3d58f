package org.wellspring.delivery;

import java.time.Duration;
import java.util.Optional;

/** What an answer means for the subscription. */
public sealed interface SendOutcome {
  /** Delivered; acknowledged, where the mode asks for it. */
  record Accepted() implements SendOutcome {}

  /** The sink wants no more: cancel at once and say nothing. DSP0226 R10.8-1. */
  record Cancel(String reason) implements SendOutcome {}

  /**
   * Not delivered, and given up: what is next has its turn. For protocols that say how often an
   * event is tried.
   *
   * @param reason label of the metric of dropped events
   */
  record Dropped(String reason, String why) implements SendOutcome {}

  /** Not delivered; it may work later. */
  record Failed(String why, Optional<Duration> retryAfter) implements SendOutcome {
    public static Failed because(String why) {
      return new Failed(why, Optional.empty());
    }

    /** For anything but an {@link SinkAnswer.Answered}. */
    public static Failed unanswered(SinkAnswer answer) {
      if (answer instanceof SinkAnswer.Unreachable unreachable) {
        return because("the sink cannot be reached: " + unreachable.why());
      }
      if (answer instanceof SinkAnswer.TimedOut timedOut) {
        return because("the sink did not answer within " + timedOut.after().toMillis() + " ms");
      }
      return because("not sent: " + ((SinkAnswer.NotSent) answer).why());
    }
  }
}
