package org.wellspring.stream;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wellspring.delivery.Item;
import org.wellspring.delivery.PullBatch;
import org.wellspring.delivery.PullRequest;
import org.wellspring.delivery.Tap;
import org.wellspring.model.Bytes;
import org.wellspring.model.EndReason;
import org.wellspring.model.LogPosition;
import org.wellspring.model.Subscription;

/**
 * One connection that is sent Server-Sent Events. HTML standard §9.2.
 *
 * <p>It asks its tap for events only when all before are written, so a slow reader holds no more
 * than one batch here: its place in the log waits. Its state is guarded by the object's lock, as
 * batches come on a shard and room to write on a thread of the host; neither ever waits here.
 */
final class EventStream implements WriteListener, AsyncListener {
  private static final Logger log = LoggerFactory.getLogger(EventStream.class);
  private static final int MOST_EVENTS = 64;
  private static final OptionalLong MOST_CHARACTERS = OptionalLong.of(256 * 1024);

  /** What is streamed. */
  record Source(
      Subscription subscription,
      Tap tap,
      Notifications notifications,
      Bookmarks bookmarks,
      Duration heartbeat,
      BooleanSupplier stillAllowed,
      Function<Subscription, CompletableFuture<Boolean>> isOver) {}

  private final AsyncContext context;
  private final Source source;
  private final Consumer<EventStream> whenClosed;
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
  private @Nullable ServletOutputStream out;
  private LogPosition next = LogPosition.START;
  private boolean pulling;
  private boolean flushed = true;
  private boolean last;
  private boolean closed;

  EventStream(AsyncContext context, Source source, Consumer<EventStream> whenClosed) {
    this.context = context;
    this.source = source;
    this.whenClosed = whenClosed;
  }

  /** Sends the head of the answer and begins to read. */
  void begin(LogPosition from) {
    HttpServletResponse reply = (HttpServletResponse) context.getResponse();
    reply.setStatus(HttpServletResponse.SC_OK);
    reply.setContentType("text/event-stream;charset=UTF-8");
    reply.setHeader("Cache-Control", "no-store");
    reply.setHeader("X-Accel-Buffering", "no"); // else nginx keeps events back
    try {
      synchronized (this) {
        next = from;
        // an id without data sets the place to come back to, and is no event
        source.bookmarks.before(from).ifPresent(id -> put("id: " + id + "\n\n"));
        put(": reading along with " + StreamSubscriptions.shown(source.subscription.id()) + "\n\n");
        out = reply.getOutputStream();
      }
      context.addListener(this);
      reply.getOutputStream().setWriteListener(this);
    } catch (IOException | IllegalStateException e) {
      close(e.toString());
    }
  }

  private void put(String text) {
    pending.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void onWritePossible() {
    try {
      write();
    } catch (IOException | IllegalStateException e) {
      close(e.toString());
    }
  }

  /** Writes as much as goes without waiting; asks for more when all is gone. */
  private void write() throws IOException {
    boolean pull = false;
    boolean end = false;
    synchronized (this) {
      ServletOutputStream to = out;
      if (closed || to == null) {
        return;
      }
      while (to.isReady()) {
        if (pending.size() > 0) {
          byte[] octets = pending.toByteArray();
          pending.reset();
          flushed = false;
          to.write(octets);
        } else if (!flushed) {
          flushed = true;
          to.flush();
        } else {
          end = last;
          pull = !last && !pulling;
          pulling = pulling || pull;
          break;
        }
      }
    }
    if (end) {
      close("over");
    } else if (pull) {
      pull();
    }
  }

  private void pull() {
    PullRequest request =
        new PullRequest(next, MOST_EVENTS, MOST_CHARACTERS, OptionalLong.empty(), source.heartbeat);
    var unused =
        source.tap.pull(request).thenAccept(this::arrived).exceptionallyCompose(failure -> ended());
  }

  private void arrived(PullBatch batch) {
    synchronized (this) {
      pulling = false;
      next = batch.next();
      for (Item item : batch.items()) {
        put(item);
      }
      if (batch.items().isEmpty()) {
        put(": nothing new\n\n");
      }
      if (!source.stillAllowed.getAsBoolean()) {
        last = true;
      }
    }
    onWritePossible();
  }

  private void put(Item item) {
    put("id: " + source.bookmarks.write(item.position()) + "\n");
    if (item instanceof Item.Dropped) {
      put("event: dropped\n");
    }
    put("data: ");
    for (Bytes part : source.notifications.item(item)) {
      pending.writeBytes(part.unsafeArray());
    }
    put("\n\n");
  }

  /** Over, or the server stops: then nothing is said, and the client comes back. */
  private CompletableFuture<Void> ended() {
    return source
        .isOver
        .apply(source.subscription)
        .thenAccept(
            over -> {
              synchronized (this) {
                pulling = false;
                last = true;
                if (over) {
                  put("event: ended\ndata: ");
                  pending.writeBytes(
                      source
                          .notifications
                          .ended(EndReason.UNSUBSCRIBED, "The subscription is over.")
                          .unsafeArray());
                  put("\n\n");
                }
              }
              onWritePossible();
            });
  }

  private void close(String why) {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    log.debug("stream.reader-gone id={} why={}", source.subscription.id(), why);
    source.tap.close();
    whenClosed.accept(this);
    try {
      context.complete();
    } catch (IllegalStateException e) {
      log.debug("stream.completed-already id={}", source.subscription.id());
    }
  }

  @Override
  public void onError(Throwable failure) {
    close(failure.toString());
  }

  @Override
  public void onError(AsyncEvent event) {
    close(Optional.ofNullable(event.getThrowable()).map(Throwable::toString).orElse("error"));
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    close("timeout");
  }

  @Override
  public void onComplete(AsyncEvent event) {
    close("completed");
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    // it has begun already
  }
}
