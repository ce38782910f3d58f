package org.wellspring.wsevent;

import java.time.Duration;
import java.util.function.Supplier;
import org.wellspring.delivery.Renderer;
import org.wellspring.delivery.RendererFactory;
import org.wellspring.model.Subscription;
import org.wellspring.soap.MessageIds;

/** Makes the renderers of plain WS-Eventing subscriptions. */
public final class EventingRendererFactory implements RendererFactory {
  private final EventingRenderer.Tools tools;

  /**
   * @param timeout for the sink's answer, setting delivery.message-timeout
   */
  public EventingRendererFactory(Duration timeout) {
    this(timeout, new MessageIds(""));
  }

  EventingRendererFactory(Duration timeout, Supplier<String> uuids) {
    this.tools = new EventingRenderer.Tools(new SinkAnswers(), uuids, timeout);
  }

  /** Whether a subscription was made here. */
  public static boolean knows(Subscription subscription) {
    return Notation.isOne(subscription.terms().notation());
  }

  @Override
  public Renderer rendererFor(Subscription subscription) {
    return new EventingRenderer(subscription, tools);
  }
}
