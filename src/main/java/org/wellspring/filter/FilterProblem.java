package org.wellspring.filter;

/** A filter that was not accepted. The message says where and why. */
public final class FilterProblem extends Exception {
  private static final long serialVersionUID = 1L;

  public FilterProblem(String message) {
    super(message);
  }
}
