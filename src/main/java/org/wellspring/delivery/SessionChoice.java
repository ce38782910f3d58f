package org.wellspring.delivery;

import java.time.Duration;
import java.util.OptionalLong;
import org.wellspring.filter.Filter;
import org.wellspring.lane.Lane;
import org.wellspring.model.DeliveryMode;
import org.wellspring.model.EnvelopeLimit;
import org.wellspring.model.Subscription;

/** The one place where a mode becomes a session. */
record SessionChoice(
    SessionParts shared,
    SessionOwner owner,
    Subscription subscription,
    Filter filter,
    Lane shard,
    Renderer renderer)
    implements DeliveryMode.Cases<Session> {

  @Override
  public Session push(DeliveryMode.Push mode) {
    return sending(oneEach(), Transmission.Persistence.RETRY);
  }

  @Override
  public Session pushWithAck(DeliveryMode.PushWithAck mode) {
    return sending(oneEach(), Transmission.Persistence.RETRY);
  }

  @Override
  public Session batched(DeliveryMode.Batched mode) {
    Packing.Bounds bounds =
        new Packing.Bounds(
            Math.min( // no more than the queue holds, or a full queue would wait for maxTime
                mode.maxElements().orElse(shared.config().defaultMaxElements()),
                shared.config().queue()),
            mode.maxCharacters(),
            envelope(),
            mode.maxTime().orElse(shared.config().defaultMaxTime()));
    return sending(bounds, Transmission.Persistence.RETRY);
  }

  @Override
  public Session pull(DeliveryMode.Pull mode) {
    return new PullSession(shared, owner, subscription, filter, shard, renderer);
  }

  @Override
  public Session trap(DeliveryMode.Trap mode) {
    return sending(oneEach(), Transmission.Persistence.ONE_ATTEMPT);
  }

  private Packing.Bounds oneEach() {
    return new Packing.Bounds(1, OptionalLong.empty(), envelope(), Duration.ZERO);
  }

  private OptionalLong envelope() {
    return subscription
        .terms()
        .envelopeLimit()
        .map(EnvelopeLimit::octets)
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  private Session sending(Packing.Bounds bounds, Transmission.Persistence persistence) {
    return new SendingSession(
        shared,
        owner,
        subscription,
        filter,
        shard,
        renderer,
        new Packing(renderer, bounds),
        persistence);
  }
}
