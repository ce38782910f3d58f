package org.wellspring.cli;

/** Entry point of {@code bin/wellspring}. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(2);
  }
}
