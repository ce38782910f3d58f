package org.wellspring.cli.option;

import java.util.Optional;
import org.wellspring.client.BookmarkChoice;
import org.wellspring.client.Generation;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlLimits;
import org.wellspring.xml.XmlProblem;
import org.wellspring.xml.XmlReader;
import picocli.CommandLine.Option;

/** Where a subscription begins. */
public final class BookmarkOptions {
  @Option(
      names = "--send-bookmarks",
      description = "Ask for a bookmark with every event. Default: none are asked for")
  private boolean send;

  @Option(
      names = "--earliest",
      description = "Begin with the oldest event still kept. Default: from now on")
  private boolean earliest;

  @Option(
      names = "--bookmark",
      paramLabel = "TEXT",
      description =
          "Begin behind the event that carried this bookmark: its text, or its XML. Default:"
              + " from now on")
  private Optional<String> bookmark = Optional.empty();

  public BookmarkChoice choice() throws UsageProblem {
    if (earliest && bookmark.isPresent()) {
      throw new UsageProblem("--earliest and --bookmark exclude each other");
    }
    Optional<XmlElement> from = Optional.empty();
    if (bookmark.isPresent()) {
      from = Optional.of(element(bookmark.get().strip()));
    }
    return new BookmarkChoice(
        earliest ? BookmarkChoice.Start.EARLIEST : BookmarkChoice.Start.NOW,
        from,
        send ? BookmarkChoice.Wish.SEND : BookmarkChoice.Wish.OMIT);
  }

  private static XmlElement element(String text) throws UsageProblem {
    XmlElement.Builder wrapper =
        XmlElement.builder(Generation.DMTF.namespace(), "Bookmark", "wsman");
    if (!text.startsWith("<")) {
      return wrapper.text(text).build();
    }
    try {
      XmlElement given = new XmlReader(XmlLimits.DEFAULTS).read(text);
      return given.name().local().equals("Bookmark") ? given : wrapper.add(given).build();
    } catch (XmlProblem e) {
      throw new UsageProblem("--bookmark cannot be read: " + e.getMessage());
    }
  }
}
