package org.wellspring.model;

/**
 * Names a kind of managed resource. Compared as a string, case-sensitively, after trimming. DSP0226
 * ResourceURI.
 */
public record ResourceUri(String value) implements Comparable<ResourceUri> {
  public ResourceUri {
    value = value.strip();
    if (value.isEmpty()) {
      throw new IllegalArgumentException("a resource URI must not be empty");
    }
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
