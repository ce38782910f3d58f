package org.wellspring.sink;

import io.netty.channel.Channel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes channels; a failure to close is nobody's business but the log's. */
final class Closing {
  private static final Logger log = LoggerFactory.getLogger(Closing.class);

  private Closing() {}

  static void of(Channel channel) {
    channel
        .close()
        .addListener(
            closed -> {
              if (!closed.isSuccess()) {
                log.debug("sink.close_failed why={}", String.valueOf(closed.cause()));
              }
            });
  }
}
