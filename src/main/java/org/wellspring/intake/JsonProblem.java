package org.wellspring.intake;

/** JSON data that cannot become an element; the message says which member and why. */
public final class JsonProblem extends Exception {
  private static final long serialVersionUID = 1L;

  public JsonProblem(String message) {
    super(message, null, false, false);
  }
}
