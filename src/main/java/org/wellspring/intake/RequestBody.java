package org.wellspring.intake;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.Consumer;

/** Collects a request's body as it arrives, without a thread that waits for it. */
final class RequestBody implements ReadListener {
  /** What becomes of the body; exactly one of the three is called, once. */
  record Outcomes(Consumer<byte[]> complete, Runnable tooLarge, Consumer<Throwable> broken) {}

  private final ServletInputStream in;
  private final int maxOctets;
  private final Outcomes outcomes;
  private final ByteArrayOutputStream collected = new ByteArrayOutputStream(1024);
  private final byte[] chunk = new byte[8192];
  private boolean done;

  RequestBody(ServletInputStream in, int maxOctets, Outcomes outcomes) {
    this.in = in;
    this.maxOctets = maxOctets;
    this.outcomes = outcomes;
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
        outcomes.tooLarge().run();
      }
    }
  }

  @Override
  public void onAllDataRead() {
    if (!done) {
      done = true;
      outcomes.complete().accept(collected.toByteArray());
    }
  }

  @Override
  public void onError(Throwable failure) {
    if (!done) {
      done = true;
      outcomes.broken().accept(failure);
    }
  }
}
