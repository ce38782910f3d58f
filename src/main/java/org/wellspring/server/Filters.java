package org.wellspring.server;

import java.util.List;
import org.wellspring.cim.ClassRepository;
import org.wellspring.config.SubscriptionConfig;
import org.wellspring.filter.ClassHierarchy;
import org.wellspring.filter.FilterCompiler;
import org.wellspring.filter.cql.CqlDialect;
import org.wellspring.filter.criteria.CriteriaDialect;
import org.wellspring.filter.querylist.QueryListDialect;
import org.wellspring.filter.selector.SelectorDialect;
import org.wellspring.filter.text.TextLimits;
import org.wellspring.filter.wql.WqlDialect;
import org.wellspring.filter.xpath.XPathDialect;
import org.wellspring.filter.xpath.XPathLimits;
import org.wellspring.time.TimeSource;
import org.wellspring.wsevent.ActionDialect;
import org.wellspring.wsevent.EnvelopeXPathDialect;

/** Which languages filters may be written in; the first one is announced first. */
public final class Filters {
  private Filters() {}

  /** All of them, knowing the standard classes of CIM. */
  public static FilterCompiler of(SubscriptionConfig config, TimeSource time) {
    return of(config, ClassRepository.standard(), time);
  }

  /**
   * All of them.
   *
   * @param classes what FROM and ISA know of classes
   */
  public static FilterCompiler of(
      SubscriptionConfig config, ClassHierarchy classes, TimeSource time) {
    XPathLimits limits =
        new XPathLimits(
            config.maxFilterLength(),
            config.maxFilterNodes(),
            config.maxFilterTime(),
            time::monotonicNanos);
    TextLimits textLimits = TextLimits.ofLength(config.maxFilterLength());
    return new FilterCompiler(
        List.of(
            XPathDialect.overEvent(limits),
            new SelectorDialect(),
            new CqlDialect(textLimits, classes),
            new WqlDialect(textLimits, classes),
            new CriteriaDialect(textLimits),
            new QueryListDialect(textLimits, config.maxFilterNodes(), time::wallClock),
            XPathDialect.level2(limits),
            XPathDialect.level1(limits),
            new ActionDialect(),
            new EnvelopeXPathDialect(limits)));
  }
}
