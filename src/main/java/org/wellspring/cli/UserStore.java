package org.wellspring.cli;

import java.io.IOException;
import java.nio.file.Path;

/** Adds users to a users file, or changes them. */
public interface UserStore {
  /**
   * Sets a user's role and password; the file is made if it is not there.
   *
   * @param password stored as a salted hash only; the caller wipes it
   */
  void set(Path file, String user, String role, char[] password) throws IOException;
}
