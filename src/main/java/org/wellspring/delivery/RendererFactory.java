package org.wellspring.delivery;

import org.wellspring.model.Subscription;

/** Finds the protocol's renderer by the subscription's notation. */
public interface RendererFactory {
  Renderer rendererFor(Subscription subscription);
}
