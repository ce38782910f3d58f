package org.wellspring.wsman;

import java.time.Duration;
import java.util.function.Supplier;
import org.wellspring.delivery.Renderer;
import org.wellspring.delivery.RendererFactory;
import org.wellspring.model.Subscription;
import org.wellspring.soap.EnvelopeReader;
import org.wellspring.soap.MessageIds;
import org.wellspring.xml.XmlLimits;

/** Makes the renderers of WS-Management subscriptions. */
public final class WsmanRendererFactory implements RendererFactory {
  private static final XmlLimits ANSWERS = XmlLimits.DEFAULTS.withMaxCharacters(65_536);

  private final WsmanRenderer.Tools tools;

  /**
   * @param logIdentity for bookmarks
   * @param timeout for the sink's answer, setting delivery.message-timeout
   */
  public WsmanRendererFactory(String logIdentity, Duration timeout) {
    this(logIdentity, timeout, new MessageIds("uuid:"));
  }

  WsmanRendererFactory(String logIdentity, Duration timeout, Supplier<String> messageIds) {
    this.tools =
        new WsmanRenderer.Tools(
            new Bookmarks(logIdentity),
            new AckReader(new EnvelopeReader(ANSWERS)),
            messageIds,
            timeout);
  }

  @Override
  public Renderer rendererFor(Subscription subscription) {
    return new WsmanRenderer(subscription, tools);
  }
}
