package org.wellspring.model;

/**
 * Names a kind of managed resource. Compared as a string, case-sensitively, after trimming. DSP0226
 * ResourceURI.
 */
public record ResourceUri(String value) implements Comparable<ResourceUri> {
  /** Stands for every resource of the server in the terms of a subscription; none is called so. */
  public static final ResourceUri ALL = new ResourceUri("urn:wellspring:resource:all");

  public ResourceUri {
    value = value.strip();
    if (value.isEmpty()) {
      throw new IllegalArgumentException("a resource URI must not be empty");
    }
  }

  /** Whether a subscription to this resource is about events of that one. */
  public boolean covers(ResourceUri source) {
    return equals(ALL) || equals(source);
  }

  @Override
  public int compareTo(ResourceUri other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
