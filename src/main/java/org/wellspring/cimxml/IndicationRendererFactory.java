package org.wellspring.cimxml;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.wellspring.cim.CimXmlWriter;
import org.wellspring.cim.ClassRepository;
import org.wellspring.cim.WsCimReader;
import org.wellspring.delivery.Renderer;
import org.wellspring.delivery.RendererFactory;
import org.wellspring.model.Subscription;
import org.wellspring.xml.XmlLimits;
import org.wellspring.xml.XmlReader;

/** Makes the renderers of indication subscriptions. */
public final class IndicationRendererFactory implements RendererFactory {
  private static final XmlLimits ANSWERS = XmlLimits.DEFAULTS.withMaxCharacters(65_536);

  private final IndicationRenderer.Tools tools;

  /**
   * @param logIdentity for identifiers of indications
   * @param timeout for the listener's answer, setting delivery.message-timeout
   */
  public IndicationRendererFactory(ClassRepository classes, String logIdentity, Duration timeout) {
    this.tools =
        new IndicationRenderer.Tools(
            new WsCimReader(classes),
            new CimXmlWriter(classes),
            new XmlReader(ANSWERS),
            new AtomicLong(1000),
            logIdentity,
            timeout);
  }

  @Override
  public Renderer rendererFor(Subscription subscription) {
    return new IndicationRenderer(subscription, tools);
  }
}
