package org.wellspring.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.wellspring.bench.load.HttpLine;
import org.wellspring.bench.load.Marks;
import org.wellspring.bench.load.SoapText;

/**
 * Pulls round and round, and checks that each round brings every event once and in order. Not for
 * use by several threads.
 */
final class PullClient implements AutoCloseable {
  private static final String CONTEXT_END = "</wsen:EnumerationContext>";
  private static final int HEADERS = 4096;

  private final HttpLine line;
  private final String firstContext;
  private final long events;
  private final int page;
  private String context;
  private long expected;
  private long outOfPlace;

  PullClient(URI server, String firstContext, long events, int page) throws IOException {
    this.line = new HttpLine(server);
    this.firstContext = firstContext;
    this.context = firstContext;
    this.events = events;
    this.page = page;
  }

  /** The context for the next pull. It stands near the beginning: the rest is not looked at. */
  static String context(HttpLine.Answer answer) {
    int length = Math.min(HEADERS, answer.end() - answer.body());
    String beginning = new String(answer.octets(), answer.body(), length, StandardCharsets.UTF_8);
    int end = beginning.indexOf(CONTEXT_END);
    return SoapText.textOf("EnumerationContext", beginning.substring(0, end + 1));
  }

  /** Pulls once; the answer is valid until the next time. */
  HttpLine.Answer pull() throws IOException {
    HttpLine.Answer answer =
        line.post("/wsman", SoapText.CONTENT_TYPE, SoapText.pull(context, page)).expect(200);
    context = context(answer);
    Marks.each(answer.octets(), answer.body(), answer.end(), (stream, n) -> saw(n));
    return answer;
  }

  private void saw(long number) {
    if (number != expected) {
      outOfPlace++;
    }
    expected = number + 1;
  }

  /** Whether everything there is has been pulled. */
  boolean isAtEnd() {
    return expected == events;
  }

  void beginAnew() {
    expected = 0;
    context = firstContext;
  }

  /** The number that should come next in this round. */
  long expected() {
    return expected;
  }

  List<String> problems() {
    return outOfPlace == 0 ? List.of() : List.of(outOfPlace + " pulled events were out of place");
  }

  @Override
  public void close() {
    line.close();
  }
}
