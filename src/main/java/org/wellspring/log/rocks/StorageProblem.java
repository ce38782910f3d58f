package org.wellspring.log.rocks;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The data directory cannot be used. The message says what was found and what can be done; nothing
 * that was stored has been changed.
 */
public final class StorageProblem extends IOException {
  private static final long serialVersionUID = 1L;

  StorageProblem(String message) {
    this(message, null);
  }

  StorageProblem(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
