package org.wellspring.cli.option;

/** The options do not go together or cannot be read: exit code 2. The message says which. */
public final class UsageProblem extends Exception {
  private static final long serialVersionUID = 1L;

  public UsageProblem(String message) {
    super(message);
  }
}
