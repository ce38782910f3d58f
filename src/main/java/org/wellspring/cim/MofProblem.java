package org.wellspring.cim;

/** A class file that was not accepted. The message says where and why. */
public final class MofProblem extends Exception {
  private static final long serialVersionUID = 1L;

  MofProblem(String source, int line, String message) {
    super(source + ":" + line + ": " + message);
  }
}
