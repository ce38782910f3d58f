package org.wellspring.bench.load;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What went wrong in another thread, for the one that waits for it. */
final class Failure {
  private volatile @Nullable IOException what;

  void was(IOException e) {
    what = e;
  }

  boolean isThere() {
    return what != null;
  }

  void rethrow(String doing) throws IOException {
    IOException seen = what;
    if (seen != null) {
      throw new IOException(doing + " failed: " + seen.getMessage(), seen);
    }
  }
}
