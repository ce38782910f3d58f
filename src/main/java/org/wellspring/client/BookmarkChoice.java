package org.wellspring.client;

import java.util.Optional;
import org.wellspring.xml.XmlElement;

/**
 * Where a subscription begins and whether its events carry bookmarks. DSP0226 §10.2.6.
 *
 * @param from resume behind this bookmark (the {@code wsman:Bookmark} element of an earlier event);
 *     empty: see {@code start}
 */
public record BookmarkChoice(Start start, Optional<XmlElement> from, Wish wish) {
  public static final BookmarkChoice NONE =
      new BookmarkChoice(Start.NOW, Optional.empty(), Wish.OMIT);

  /** Where to begin when no bookmark is given. */
  public enum Start {
    NOW,
    EARLIEST
  }

  /** Whether the source is asked to send bookmarks. */
  public enum Wish {
    SEND,
    OMIT
  }
}
