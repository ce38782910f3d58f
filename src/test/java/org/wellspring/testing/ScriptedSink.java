package org.wellspring.testing;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.wellspring.delivery.OutboundMessage;
import org.wellspring.delivery.Sender;
import org.wellspring.delivery.SinkAnswer;
import org.wellspring.model.Bytes;

/**
 * A sink that does as it is told, and remembers what it was sent. Answers follow the script, one
 * per message; when the script is over, the usual answer. For one thread.
 */
public final class ScriptedSink implements Sender {
  public static final SinkAnswer ACCEPT = answered(202, Optional.empty());
  public static final SinkAnswer REFUSE = answered(410, Optional.empty());
  public static final SinkAnswer FAIL = new SinkAnswer.Unreachable("connection refused");
  public static final SinkAnswer TIME_OUT = new SinkAnswer.TimedOut(Duration.ofSeconds(30));

  /** The connection broke before the answer was complete: the message may have arrived. */
  public static final SinkAnswer RESET = new SinkAnswer.Unreachable("connection reset");

  public static final SinkAnswer HALF_ANSWER =
      new SinkAnswer.Unreachable("the answer broke off after 17 octets");

  /** An acknowledgement, but of another message. */
  public static final SinkAnswer WRONG_ACK =
      new SinkAnswer.Answered(200, "text/plain", Bytes.utf8("ack:another"), Optional.empty());

  private record Stalled(OutboundMessage message, CompletableFuture<SinkAnswer> answer) {}

  private final List<OutboundMessage> received = new ArrayList<>();
  private final Deque<SinkAnswer> script = new ArrayDeque<>();
  private final Deque<Stalled> stalled = new ArrayDeque<>();
  private Function<OutboundMessage, Optional<SinkAnswer>> usual = message -> Optional.of(ACCEPT);
  private int mostStalled;

  public static SinkAnswer overloaded(Duration retryAfter) {
    return answered(503, Optional.of(retryAfter));
  }

  private static SinkAnswer answered(int status, Optional<Duration> retryAfter) {
    return new SinkAnswer.Answered(status, "text/plain", Bytes.EMPTY, retryAfter);
  }

  /** The next answers, in order. */
  public ScriptedSink script(SinkAnswer... answers) {
    script.addAll(List.of(answers));
    return this;
  }

  /** What it answers when there is no script. */
  public ScriptedSink usually(SinkAnswer answer) {
    usual = message -> Optional.of(answer);
    return this;
  }

  /** Decides on each message; no answer means that it keeps the sender waiting. */
  public ScriptedSink usually(Function<OutboundMessage, Optional<SinkAnswer>> answer) {
    usual = answer;
    return this;
  }

  /** Keeps messages waiting until {@link #release}. */
  public ScriptedSink stall() {
    usual = message -> Optional.empty();
    return this;
  }

  /** Answers the message that waits longest. */
  public void release(SinkAnswer answer) {
    stalled.remove().answer.complete(answer);
  }

  public int waiting() {
    return stalled.size();
  }

  /** The most messages that ever waited at the same time. */
  public int mostWaiting() {
    return mostStalled;
  }

  @Override
  public CompletableFuture<SinkAnswer> send(OutboundMessage message) {
    received.add(message);
    Optional<SinkAnswer> answer =
        script.isEmpty() ? usual.apply(message) : Optional.of(script.remove());
    if (answer.isPresent()) {
      return CompletableFuture.completedFuture(answer.get());
    }
    Stalled waits = new Stalled(message, new CompletableFuture<>());
    stalled.add(waits);
    mostStalled = Math.max(mostStalled, stalled.size());
    return waits.answer;
  }

  /** The texts received so far, in order. */
  public List<String> texts() {
    return received.stream().map(ScriptedSink::text).toList();
  }

  public int count() {
    return received.size();
  }

  public static String text(OutboundMessage message) {
    return message.body().stream().map(Bytes::utf8).collect(Collectors.joining());
  }
}
