package org.wellspring.cim;

/**
 * An instance and its name.
 *
 * @param path with its namespace
 */
public record NamedInstance(InstancePath path, CimInstance instance) {}
