package org.wellspring.wbem;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.wellspring.cim.CimClass;
import org.wellspring.cim.ClassRepository;
import org.wellspring.cim.PropertyDeclaration;
import org.wellspring.cim.WsCim;
import org.wellspring.model.ResourceUri;
import org.wellspring.model.SelectorSet;
import org.wellspring.resource.ManagedResource;

/**
 * The classes as resources of WS-Management: each under its class URI, and all of them under the
 * one that stands for every class. DSP0227 §7.
 */
public final class CimResources {
  private final ClassRepository classes;
  private final Supplier<ObjectManager> manager;
  private final String interop;
  private final List<String> languages;

  /**
   * @param manager asked when a resource is; it comes to be later than this
   * @param interop the namespace of those who name none
   * @param languages dialects of filters that have a FROM
   */
  public CimResources(
      ClassRepository classes,
      Supplier<ObjectManager> manager,
      String interop,
      List<String> languages) {
    this.classes = classes;
    this.manager = manager;
    this.interop = interop;
    this.languages = List.copyOf(languages);
  }

  /** The resource of a class URI. */
  public Optional<ManagedResource> find(ResourceUri uri) {
    if (uri.value().equals(WsCim.ALL_CLASSES)) {
      return Optional.of(resource("all classes", uri, List.of(), Optional.empty()));
    }
    if (uri.equals(ResourceUri.ALL)) { // what managers of such subscriptions are named by
      return Optional.of(
          new ManagedResource("all", uri, List.of(), Map.of(), Set.of(), Optional.empty()));
    }
    return classOf(uri).map(this::resource);
  }

  /** A declared resource, with what its class URI gives it. */
  public ManagedResource completed(ManagedResource declared) {
    if (declared.provider().isPresent()) {
      return declared;
    }
    return classOf(declared.uri())
        .map(
            found ->
                new ManagedResource(
                    declared.name(),
                    declared.uri(),
                    declared.selectors(),
                    declared.prefixes(),
                    declared.eventClasses(),
                    resource(found).provider()))
        .orElse(declared);
  }

  private Optional<CimClass> classOf(ResourceUri uri) {
    return uri.value().startsWith(WsCim.CLASSES)
        ? classes.find(uri.value().substring(WsCim.CLASSES.length()))
        : Optional.empty();
  }

  private ManagedResource resource(CimClass found) {
    List<String> keys =
        classes.properties(found.name()).stream()
            .filter(PropertyDeclaration::isKey)
            .map(PropertyDeclaration::name)
            .toList();
    return resource(
        found.name(), new ResourceUri(WsCim.classUri(found.name())), keys, Optional.of(found));
  }

  private ManagedResource resource(
      String name, ResourceUri uri, List<String> keys, Optional<CimClass> found) {
    return new ManagedResource(
        name,
        uri,
        keys,
        Map.of(),
        Set.of(),
        Optional.of(new CimResourceProvider(classes, manager, interop, languages, found)));
  }

  /** The namespace that selectors name, or another one. */
  static String namespace(SelectorSet selectors, String otherwise) {
    return selectors.value(WsCim.NAMESPACE_SELECTOR).orElse(otherwise);
  }
}
