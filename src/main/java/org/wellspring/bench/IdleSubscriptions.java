package org.wellspring.bench;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.wellspring.bench.load.Lines;
import org.wellspring.bench.load.Sinks;
import org.wellspring.bench.load.SoapText;
import org.wellspring.bench.load.Tick;

/**
 * Push subscriptions that wait for events that do not come.
 *
 * @param filters how many different ones they have
 */
record IdleSubscriptions(Tick tick, URI server, int filters) {
  private static final int CONNECTIONS = 8;

  /** Makes those with the numbers {@code from..upTo-1}. */
  void make(int from, int upTo) throws IOException {
    AtomicInteger asked = new AtomicInteger(from);
    try (Lines lines = new Lines(tick, server, CONNECTIONS)) {
      lines.run(
          line -> {
            int number = asked.getAndIncrement();
            if (number < upTo) {
              line.post("/wsman", SoapText.CONTENT_TYPE, request(number)).expect(200);
            }
          },
          () -> asked.get() < upTo);
    }
  }

  private String request(int number) {
    return SoapText.subscribe(
        SoapText.PUSH,
        SoapText.notifyTo(Sinks.address(9, number)),
        "/b:Event[@Volume &gt; " + number % filters + "]");
  }
}
