package org.wellspring.filter.xpath;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wellspring.filter.predicate.Exists;
import org.wellspring.filter.predicate.Match;
import org.wellspring.filter.predicate.Operand;
import org.wellspring.filter.predicate.Operand.NodePath;
import org.wellspring.filter.predicate.Predicate;
import org.wellspring.filter.predicate.TextCase;
import org.wellspring.filter.predicate.ValueTest;
import org.wellspring.xml.XmlName;

/**
 * Where in an event a path has come to: the nodes of an operand, of which there is one at most when
 * it is single. Above the event, in an envelope or at the document node, there is no operand.
 *
 * @param above how many levels above the event's root element; 0 when inside
 * @param path null above the event
 */
record Place(XPathContext context, int above, @Nullable NodePath path, boolean isSingle) {
  /** Of an envelope: the document, {@code s:Envelope}, {@code s:Body}. */
  private static final int ENVELOPE_LEVELS = 3;

  static Place document(XPathContext context) {
    return new Place(context, context.envelope() == null ? 1 : ENVELOPE_LEVELS, null, true);
  }

  /** Where the context node of the whole expression is. */
  static Place start(XPathContext context) {
    Place document = document(context);
    return context.envelope() == null
        ? document
        : new Place(context, ENVELOPE_LEVELS - 1, null, true);
  }

  private static Place inside(XPathContext context, NodePath path, boolean isSingle) {
    return new Place(context, 0, path, isSingle);
  }

  boolean isEventRoot() {
    NodePath known = path;
    return known != null
        && known.from() == NodePath.From.DOCUMENT
        && known.elements().size() == 1
        && known.attribute() == null;
  }

  static Predicate isOfClass(String name) {
    return Match.of(Operand.CLASS_NAME, ValueTest.equalTo(name, TextCase.EXACT));
  }

  /** That there is such a node; TRUE above the event. */
  Predicate exists() {
    return path == null ? Predicate.TRUE : new Exists(path, Exists.Nulls.COUNTED);
  }

  /** Child elements of that name; empty when it leads elsewhere than into the event. */
  Optional<Place> child(XmlName name) {
    NodePath known = path;
    if (known != null) {
      return known.attribute() != null
          ? Optional.empty()
          : Optional.of(
              inside(context, new NodePath(known.from(), with(known, name), null), false));
    }
    if (above == 1) {
      return Optional.of(inside(context, new NodePath(List.of(name), null), true));
    }
    EnvelopeForm envelope = context.envelope();
    if (envelope == null) {
      return Optional.empty();
    }
    boolean isRoot = above == ENVELOPE_LEVELS;
    boolean leadsDown =
        isRoot
            ? name == NodePath.ANY || envelope.envelope().equals(name)
            : envelope.body().equals(name);
    return leadsDown ? Optional.of(new Place(context, above - 1, null, true)) : Optional.empty();
  }

  private static List<XmlName> with(NodePath path, XmlName name) {
    List<XmlName> names = new ArrayList<>(path.elements());
    names.add(name);
    return names;
  }

  Optional<Place> attribute(XmlName name) {
    NodePath known = path;
    if (known == null || known.attribute() != null) {
      return Optional.empty();
    }
    boolean one = isSingle && name != NodePath.ANY;
    return Optional.of(inside(context, new NodePath(known.from(), known.elements(), name), one));
  }

  /** Elements of that name anywhere in the event; empty when an envelope may hold others. */
  Optional<Place> anywhere(XmlName name) {
    EnvelopeForm envelope = context.envelope();
    boolean outside =
        envelope != null
            && (name == NodePath.ANY || envelope.namespaces().contains(name.namespace()));
    return outside
        ? Optional.empty()
        : Optional.of(
            inside(context, new NodePath(NodePath.From.ANYWHERE, List.of(name), null), false));
  }
}
