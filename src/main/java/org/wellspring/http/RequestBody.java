package org.wellspring.http;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/**
 * Collects a request's body as it arrives, without a thread that waits for it. What is too large is
 * read away, within reason, before it is refused: closing the connection in the middle of it would
 * reset it before the client has seen why.
 */
public final class RequestBody implements ReadListener {
  private static final long MOST_DISCARDED = 16L << 20;

  /** What becomes of the body; exactly one of the three is called, once. */
  public record Outcomes(
      Consumer<byte[]> complete, Runnable tooLarge, Consumer<Throwable> broken) {}

  private final ServletInputStream in;
  private final long maxOctets;
  private final Outcomes outcomes;
  private final ByteArrayOutputStream collected = new ByteArrayOutputStream(1024);
  private final byte[] chunk = new byte[8192];
  private long discarded;
  private boolean done;

  public RequestBody(ServletInputStream in, long maxOctets, Outcomes outcomes) {
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
      take(read);
    }
  }

  private void take(int read) {
    if (discarded > 0 || collected.size() + read > maxOctets) {
      discarded += read;
      if (discarded > MOST_DISCARDED) {
        refuse();
      }
    } else {
      collected.write(chunk, 0, read);
    }
  }

  private void refuse() {
    done = true;
    outcomes.tooLarge().run();
  }

  @Override
  public void onAllDataRead() {
    if (done) {
      return;
    }
    if (discarded > 0) {
      refuse();
    } else {
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

  /** Reads away what is left of a request that is refused, for those who wait for it. */
  public static void discard(InputStream in) throws IOException {
    byte[] buffer = new byte[64 * 1024];
    long gone = 0;
    for (int read = 0; read >= 0 && gone < MOST_DISCARDED; gone += Math.max(0, read)) {
      read = in.read(buffer);
    }
  }
}
