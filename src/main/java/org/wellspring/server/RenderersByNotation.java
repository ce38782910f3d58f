package org.wellspring.server;

import java.util.Map;
import org.wellspring.delivery.Renderer;
import org.wellspring.delivery.RendererFactory;
import org.wellspring.model.Subscription;

/** Asks the front door that a subscription came through. */
final class RenderersByNotation implements RendererFactory {
  private final Map<String, RendererFactory> byNotation;
  private final RendererFactory others;

  RenderersByNotation(Map<String, RendererFactory> byNotation, RendererFactory others) {
    this.byNotation = Map.copyOf(byNotation);
    this.others = others;
  }

  @Override
  public Renderer rendererFor(Subscription subscription) {
    return byNotation
        .getOrDefault(subscription.terms().notation(), others)
        .rendererFor(subscription);
  }
}
