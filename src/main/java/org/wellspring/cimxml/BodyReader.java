package org.wellspring.cimxml;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.Consumer;

/** Collects a request's body as it arrives, without a thread that waits for it. */
final class BodyReader implements ReadListener {
  private final ServletInputStream in;
  private final long maxOctets;
  private final Consumer<byte[]> complete;
  private final Consumer<Trouble> failed;
  private final ByteArrayOutputStream collected = new ByteArrayOutputStream(2048);
  private final byte[] chunk = new byte[8192];
  private boolean done;

  /** Why there is no body. */
  enum Trouble {
    TOO_LARGE,
    BROKEN
  }

  BodyReader(
      ServletInputStream in, long maxOctets, Consumer<byte[]> complete, Consumer<Trouble> failed) {
    this.in = in;
    this.maxOctets = maxOctets;
    this.complete = complete;
    this.failed = failed;
  }

  @Override
  public void onDataAvailable() throws IOException {
    while (!done && in.isReady() && !in.isFinished()) {
      int read = in.read(chunk);
      if (read < 0) {
        return;
      }
      collected.write(chunk, 0, read);
      if (collected.size() > maxOctets) {
        done = true;
        failed.accept(Trouble.TOO_LARGE);
      }
    }
  }

  @Override
  public void onAllDataRead() {
    if (!done) {
      done = true;
      complete.accept(collected.toByteArray());
    }
  }

  @Override
  public void onError(Throwable failure) {
    if (!done) {
      done = true;
      failed.accept(Trouble.BROKEN);
    }
  }
}
