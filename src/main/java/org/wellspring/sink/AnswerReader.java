package org.wellspring.sink;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.wellspring.delivery.SinkAnswer;
import org.wellspring.model.Bytes;

/** Puts one answer together from the decoder's parts. Interim answers (1xx) are passed over. */
final class AnswerReader {
  /** What is known after a part. */
  enum Progress {
    MORE,
    COMPLETE,
    /** Not HTTP. */
    BROKEN
  }

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

  private final int limit;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream(0);
  private @Nullable HttpResponse head;
  private Progress progress = Progress.MORE;
  private boolean interim;
  private boolean reusable;
  private String trouble = "";

  /**
   * @param limit octets of the body that are kept
   */
  AnswerReader(int limit) {
    this.limit = limit;
  }

  /** Does not release the part. */
  Progress accept(HttpObject part) {
    if (progress == Progress.COMPLETE) {
      reusable = false; // more than the one answer that was asked for
    } else if (refusedBehindTheStatus(part)) {
      head = (HttpResponse) part;
      progress = Progress.COMPLETE;
    } else if (part.decoderResult().isFailure()) {
      trouble = "answer is not HTTP: " + part.decoderResult().cause().getMessage();
      progress = Progress.BROKEN;
    } else {
      take(part);
    }
    return progress;
  }

  /**
   * A refusal whose header cannot be read is a refusal: WBEM listeners put line breaks into it.
   * What says that all is well must be whole to be believed.
   */
  private static boolean refusedBehindTheStatus(HttpObject part) {
    return part.decoderResult().isFailure()
        && part instanceof HttpResponse response
        && response.status().code() >= 400
        && response.status().code() <= 599;
  }

  private void take(HttpObject part) {
    if (part instanceof HttpResponse response) {
      begin(response);
    }
    if (part instanceof HttpContent content && !interim) {
      add(content.content());
    }
    if (part instanceof LastHttpContent) {
      if (!interim && progress == Progress.MORE) {
        progress = Progress.COMPLETE;
      }
      interim = false;
    }
  }

  private void begin(HttpResponse response) {
    HttpResponseStatus status = response.status();
    boolean switching = status.equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
    interim = status.codeClass() == HttpStatusClass.INFORMATIONAL && !switching;
    if (!interim) {
      head = response;
      reusable = HttpUtil.isKeepAlive(response) && !switching;
    }
  }

  private void add(ByteBuf content) {
    int room = Math.min(limit - body.size(), content.readableBytes());
    byte[] kept = new byte[room];
    content.getBytes(content.readerIndex(), kept);
    body.writeBytes(kept);
    if (room < content.readableBytes()) { // cut: nobody waits for the rest, nor reads past it
      reusable = false;
      progress = Progress.COMPLETE;
    }
  }

  Progress progress() {
    return progress;
  }

  /** Whether another message may follow on this connection. */
  boolean reusable() {
    return reusable;
  }

  /** What {@link Progress#BROKEN} means. */
  String trouble() {
    return trouble;
  }

  /** The answer, once {@link Progress#COMPLETE}. */
  SinkAnswer.Answered answer() {
    if (head == null) {
      throw new IllegalStateException("answer asked for before it was complete");
    }
    String type = head.headers().get(HttpHeaderNames.CONTENT_TYPE, "");
    return new SinkAnswer.Answered(
        head.status().code(), type, Bytes.wrap(body.toByteArray()), retryAfter(head));
  }

  /** The form in seconds alone: a date would need the sink's clock. RFC 9110 §10.2.3. */
  private static Optional<Duration> retryAfter(HttpResponse head) {
    int status = head.status().code();
    if (status != 503 && status != 429) {
      return Optional.empty();
    }
    return Optional.ofNullable(head.headers().get(HttpHeaderNames.RETRY_AFTER))
        .map(String::trim)
        .filter(value -> SECONDS.matcher(value).matches())
        .map(value -> Duration.ofSeconds(Long.parseLong(value)));
  }
}
