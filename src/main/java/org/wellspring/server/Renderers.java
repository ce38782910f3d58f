package org.wellspring.server;

import org.wellspring.delivery.Renderer;
import org.wellspring.delivery.RendererFactory;
import org.wellspring.model.Subscription;
import org.wellspring.stream.StreamRendererFactory;
import org.wellspring.wbem.IndicationTerms;
import org.wellspring.wsevent.EventingRendererFactory;

/** The renderer of the front door that a subscription came through. */
record Renderers(
    RendererFactory eventing,
    RendererFactory indications,
    RendererFactory streams,
    RendererFactory management)
    implements RendererFactory {
  @Override
  public Renderer rendererFor(Subscription subscription) {
    return factoryFor(subscription).rendererFor(subscription);
  }

  private RendererFactory factoryFor(Subscription subscription) {
    String notation = subscription.terms().notation();
    if (notation.equals(IndicationTerms.NOTATION)) {
      return indications;
    }
    if (notation.equals(StreamRendererFactory.notation())) {
      return streams;
    }
    return EventingRendererFactory.knows(subscription) ? eventing : management;
  }
}
