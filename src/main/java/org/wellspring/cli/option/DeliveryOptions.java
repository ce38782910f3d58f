package org.wellspring.cli.option;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.wellspring.client.BatchLimits;
import org.wellspring.client.Mode;
import org.wellspring.client.SubscribeOptions;
import org.wellspring.model.EndpointReference;
import org.wellspring.model.OversizePolicy;
import picocli.CommandLine.Option;

/** How the events of a subscription are to be delivered, and for how long. */
public final class DeliveryOptions {
  @Option(
      names = {"-m", "--mode"},
      paramLabel = "NAME",
      defaultValue = "push",
      converter = ModeName.class,
      completionCandidates = ModeName.Names.class,
      description =
          "Delivery mode: push, pushwithack, batched, pull or trap. Default: ${DEFAULT-VALUE}")
  private Mode mode = Mode.PUSH;

  @Option(
      names = "--end-to",
      paramLabel = "URL",
      description =
          "Where to tell that the source ended the subscription. Default: where the events go;"
              + " nowhere in modes pull and trap")
  private Optional<String> endTo = Optional.empty();

  @Option(
      names = {"-e", "--expires"},
      paramLabel = "DURATION",
      converter = LeaseText.class,
      description =
          "The lease to ask for: 30m, PT2H, or a point in time like 2030-01-01T00:00:00Z."
              + " Default: as long as the server grants")
  private Optional<String> expires = Optional.empty();

  @Option(
      names = "--max-elements",
      paramLabel = "NUMBER",
      description = "Mode batched: most events in a batch. Default: the server's")
  private Optional<Integer> maxElements = Optional.empty();

  @Option(
      names = "--max-time",
      paramLabel = "DURATION",
      converter = DurationText.class,
      description = "Mode batched: longest wait until a batch is sent. Default: the server's")
  private Optional<Duration> maxTime = Optional.empty();

  @Option(
      names = "--max-characters",
      paramLabel = "NUMBER",
      description = "Mode batched, generation 2004-09: size of a batch. Default: the server's")
  private Optional<Long> maxCharacters = Optional.empty();

  @Option(
      names = "--max-envelope",
      paramLabel = "OCTETS",
      description = "Largest message to the sink, at least 8192. Default: the server's")
  private Optional<Long> maxEnvelope = Optional.empty();

  @Option(
      names = "--policy",
      paramLabel = "NAME",
      description =
          "What becomes of an event beyond --max-envelope: CancelSubscription, Skip or Notify."
              + " Default: Notify")
  private Optional<String> policy = Optional.empty();

  @Option(
      names = "--heartbeats",
      paramLabel = "DURATION",
      converter = DurationText.class,
      description = "Ask for a sign of life when nothing happens for this long. Default: none")
  private Optional<Duration> heartbeats = Optional.empty();

  public Mode mode() {
    return mode;
  }

  /**
   * The request.
   *
   * @param sink where events go; empty in modes pull and trap
   */
  public SubscribeOptions.Builder subscribe(Optional<String> sink) throws UsageProblem {
    SubscribeOptions.Builder options = SubscribeOptions.of(mode);
    if (mode.needsNotifyTo()) {
      sink.map(EndpointReference::to).ifPresent(options::notifyTo);
    }
    endTo
        .or(() -> mode.needsNotifyTo() ? sink : Optional.empty())
        .map(EndpointReference::to)
        .ifPresent(options::endTo);
    expires.ifPresent(options::expires);
    options.batch(
        new BatchLimits(
            maxElements.map(OptionalInt::of).orElse(OptionalInt.empty()),
            maxCharacters.map(OptionalLong::of).orElse(OptionalLong.empty()),
            maxTime));
    maxEnvelope.ifPresent(options::maxEnvelope);
    if (policy.isPresent()) {
      options.oversize(oversize(policy.get()));
    }
    heartbeats.ifPresent(options::heartbeats);
    return options;
  }

  private OversizePolicy oversize(String name) throws UsageProblem {
    if (maxEnvelope.isEmpty()) {
      throw new UsageProblem("--policy says what to do beyond --max-envelope: give that too");
    }
    return Arrays.stream(OversizePolicy.values())
        .filter(candidate -> candidate.wireName().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageProblem(
                    "--policy '" + name + "' is none of CancelSubscription, Skip, Notify"));
  }
}
