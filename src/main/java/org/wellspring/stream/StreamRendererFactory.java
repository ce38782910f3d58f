package org.wellspring.stream;

import java.time.Duration;
import org.wellspring.delivery.Renderer;
import org.wellspring.delivery.RendererFactory;
import org.wellspring.model.Subscription;
import org.wellspring.time.TimeSource;

/** Makes the renderers of REST subscriptions. */
public final class StreamRendererFactory implements RendererFactory {
  private final StreamRenderer.Tools tools;

  /**
   * @param logIdentity for bookmarks
   * @param time for signatures
   * @param timeout for the destination's answer, setting delivery.message-timeout
   */
  public StreamRendererFactory(String logIdentity, TimeSource time, Duration timeout) {
    Bookmarks bookmarks = new Bookmarks(logIdentity);
    this.tools = new StreamRenderer.Tools(bookmarks, new EventJson(bookmarks), time, timeout);
  }

  /** The notation of subscriptions whose renderers are made here. */
  public static String notation() {
    return StreamRenderer.NOTATION;
  }

  @Override
  public Renderer rendererFor(Subscription subscription) {
    return new StreamRenderer(subscription, tools);
  }
}
