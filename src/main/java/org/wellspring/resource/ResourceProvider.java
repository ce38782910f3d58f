package org.wellspring.resource;

import java.util.List;
import java.util.Optional;
import org.wellspring.fault.FaultException;
import org.wellspring.model.SelectorSet;
import org.wellspring.xml.XmlElement;

/**
 * Reads and changes the instances of one resource. WS-Transfer and WS-Enumeration, without their
 * messages. Called from any thread; calls should be short.
 *
 * <p>All methods throw {@link FaultException} for what the caller did wrong: unknown instance
 * ({@code RESOURCE_UNKNOWN}), selectors that do not fit ({@code SELECTORS_…}), a representation
 * that is not acceptable ({@code REPRESENTATION_…}).
 */
public interface ResourceProvider {
  /** An instance with the selectors that name it. */
  record Instance(SelectorSet selectors, XmlElement representation) {}

  XmlElement get(SelectorSet selectors);

  /**
   * Replaces an instance.
   *
   * @return the new representation when it differs from what was sent
   */
  Optional<XmlElement> put(SelectorSet selectors, XmlElement representation);

  /** Makes an instance; the selectors that name it are in the result. */
  Instance create(XmlElement representation);

  void delete(SelectorSet selectors);

  /** All instances, a snapshot in a stable order. */
  List<Instance> enumerate();
}
