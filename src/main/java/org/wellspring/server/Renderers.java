package org.wellspring.server;

import org.wellspring.delivery.Renderer;
import org.wellspring.delivery.RendererFactory;
import org.wellspring.model.Subscription;
import org.wellspring.stream.StreamRendererFactory;
import org.wellspring.wbem.IndicationTerms;
import org.wellspring.wsevent.EventingRendererFactory;

/** The renderer of the protocol in which a subscription was made. */
record Renderers(
    RendererFactory eventing,
    RendererFactory streams,
    RendererFactory indications,
    RendererFactory management)
    implements RendererFactory {
  @Override
  public Renderer rendererFor(Subscription subscription) {
    return factoryFor(subscription).rendererFor(subscription);
  }

  private RendererFactory factoryFor(Subscription subscription) {
    if (subscription.terms().notation().equals(IndicationTerms.NOTATION)) {
      return indications;
    }
    if (subscription.terms().notation().equals(StreamRendererFactory.notation())) {
      return streams;
    }
    return EventingRendererFactory.knows(subscription) ? eventing : management;
  }
}
