package org.wellspring.xml;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The prefixes in scope at one place of a document. Immutable; an element without declarations
 * shares its parent's.
 */
public final class NamespaceScope {
  /** Only {@code xml} is bound. */
  public static final NamespaceScope EMPTY = new NamespaceScope(Map.of());

  public static final String XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace";

  private final Map<String, String> byPrefix;

  private NamespaceScope(Map<String, String> byPrefix) {
    this.byPrefix = byPrefix;
  }

  /** A scope of just these bindings; the empty prefix is the default namespace. */
  public static NamespaceScope of(Map<String, String> byPrefix) {
    return byPrefix.isEmpty() ? EMPTY : new NamespaceScope(Map.copyOf(byPrefix));
  }

  /** This scope with further declarations, which win over the ones already there. */
  public NamespaceScope with(Map<String, String> declarations) {
    if (declarations.isEmpty()) {
      return this;
    }
    Map<String, String> merged = new HashMap<>(byPrefix);
    merged.putAll(declarations);
    return new NamespaceScope(Map.copyOf(merged));
  }

  /** The namespace bound to a prefix. An empty default namespace counts as not bound. */
  public Optional<String> namespace(String prefix) {
    if (prefix.equals("xml")) {
      return Optional.of(XML_NAMESPACE);
    }
    return Optional.ofNullable(byPrefix.get(prefix)).filter(uri -> !uri.isEmpty());
  }

  /** All bindings, prefix to namespace, {@code xml} left out. */
  public Map<String, String> bindings() {
    return byPrefix;
  }
}
