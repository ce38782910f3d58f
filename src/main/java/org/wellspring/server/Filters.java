package org.wellspring.server;

import java.util.List;
import org.wellspring.config.SubscriptionConfig;
import org.wellspring.filter.FilterCompiler;
import org.wellspring.filter.selector.SelectorDialect;
import org.wellspring.filter.xpath.XPathDialect;
import org.wellspring.filter.xpath.XPathLimits;
import org.wellspring.time.TimeSource;

/** Which languages filters may be written in; the first one is announced first. */
public final class Filters {
  private Filters() {}

  public static FilterCompiler of(SubscriptionConfig config, TimeSource time) {
    XPathLimits limits =
        new XPathLimits(
            config.maxFilterLength(),
            config.maxFilterNodes(),
            config.maxFilterTime(),
            time::monotonicNanos);
    return new FilterCompiler(
        List.of(
            XPathDialect.overEvent(limits),
            new SelectorDialect(),
            XPathDialect.level2(limits),
            XPathDialect.level1(limits)));
  }
}
