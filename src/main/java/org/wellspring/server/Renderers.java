package org.wellspring.server;

import org.wellspring.cimxml.IndicationRendererFactory;
import org.wellspring.delivery.Renderer;
import org.wellspring.delivery.RendererFactory;
import org.wellspring.model.Subscription;
import org.wellspring.wbem.IndicationTerms;
import org.wellspring.wsman.WsmanRendererFactory;

/** Gives each subscription to the protocol that its notation names. */
record Renderers(WsmanRendererFactory wsman, IndicationRendererFactory indications)
    implements RendererFactory {
  @Override
  public Renderer rendererFor(Subscription subscription) {
    return subscription.terms().notation().equals(IndicationTerms.NOTATION)
        ? indications.rendererFor(subscription)
        : wsman.rendererFor(subscription);
  }
}
