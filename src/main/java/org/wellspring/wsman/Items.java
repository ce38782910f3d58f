package org.wellspring.wsman;

import org.wellspring.delivery.Item;
import org.wellspring.model.Bytes;
import org.wellspring.xml.XmlOutput;

/**
 * Items as markup, in UTF-8. It relies on the prefix wsman being declared around it; an event's own
 * markup is self-contained, and is not copied.
 */
final class Items {
  private static final Bytes BATCH_ITEM_CLOSE = Bytes.utf8("</wsman:Event>");

  private Items() {}

  /** As it stands in a body or among pulled items. */
  static Bytes bare(Generation generation, Item item) {
    if (item instanceof Item.Matched matched) {
      return matched.record().event().xml();
    }
    Item.Dropped dropped = (Item.Dropped) item;
    return Bytes.utf8(
        "<wsman:DroppedEvents Action=\""
            + generation.uri("DroppedEvents")
            + "\">"
            + dropped.count()
            + "</wsman:DroppedEvents>");
  }

  /** What stands around an item in a batch, before it. October 2004 shows no Action attribute. */
  static String batchItemOpen(Generation generation, Item item) {
    if (generation == Generation.OCTOBER_2004) {
      return "<wsman:Event>";
    }
    StringBuilder markup = new StringBuilder(128).append("<wsman:Event Action=\"");
    XmlOutput.escapeAttribute(markup, action(generation, item));
    return markup.append("\">").toString();
  }

  /** What stands around an item in a batch, behind it. */
  static Bytes batchItemClose() {
    return BATCH_ITEM_CLOSE;
  }

  static String action(Generation generation, Item item) {
    return item instanceof Item.Matched matched
        ? matched.record().event().action()
        : generation.uri("DroppedEvents");
  }
}
