package org.wellspring.wsman;

import org.wellspring.delivery.Item;
import org.wellspring.xml.XmlOutput;

/**
 * Items as markup. It relies on the prefix wsman being declared around it; an event's own markup is
 * self-contained.
 */
final class Items {
  private Items() {}

  /** As it stands in a body or among pulled items. */
  static String bare(Generation generation, Item item) {
    if (item instanceof Item.Matched matched) {
      return matched.record().event().xml().utf8();
    }
    Item.Dropped dropped = (Item.Dropped) item;
    return "<wsman:DroppedEvents Action=\""
        + generation.uri("DroppedEvents")
        + "\">"
        + dropped.count()
        + "</wsman:DroppedEvents>";
  }

  /** As it stands in a batch. October 2004 shows no Action attribute. */
  static String inBatch(Generation generation, Item item) {
    StringBuilder markup = new StringBuilder("<wsman:Event");
    if (generation != Generation.OCTOBER_2004) {
      markup.append(" Action=\"");
      XmlOutput.escapeAttribute(markup, action(generation, item));
      markup.append('"');
    }
    return markup.append('>').append(bare(generation, item)).append("</wsman:Event>").toString();
  }

  static String action(Generation generation, Item item) {
    return item instanceof Item.Matched matched
        ? matched.record().event().action()
        : generation.uri("DroppedEvents");
  }
}
