package org.wellspring.resource;

import java.util.List;
import java.util.Optional;
import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;
import org.wellspring.model.FilterSpec;
import org.wellspring.model.ResourceUri;
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

  /**
   * What a subscription to the resource is about.
   *
   * @param resource whose events
   * @param selectors that the events must have
   */
  record Topic(ResourceUri resource, SelectorSet selectors, Optional<FilterSpec> filter) {}

  /** How instances of subclasses are shown. DSP0227 §7.4. */
  enum Polymorphism {
    /** With all their properties. */
    INCLUDE_SUBCLASS_PROPERTIES,
    /** With those of the class that was asked for. */
    EXCLUDE_SUBCLASS_PROPERTIES,
    /** Not at all. */
    NONE
  }

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

  /**
   * All instances of a class and those below it.
   *
   * @throws FaultException {@code POLYMORPHISM_MODE} when the resource knows no subclasses
   */
  default List<Instance> enumerate(Polymorphism mode) {
    throw new FaultException(
        FaultCode.POLYMORPHISM_MODE,
        "This resource is no CIM class, so PolymorphismMode means nothing here; leave it out.");
  }

  /** What a subscription is about that names this resource, selectors and filter. */
  default Topic topic(Topic asked) {
    return asked;
  }
}
