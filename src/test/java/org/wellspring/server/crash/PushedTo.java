package org.wellspring.server.crash;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.wellspring.client.ReceivedEvent;
import org.wellspring.client.SinkServer;

/** The sink of one subscription: what came, in the order in which it came, repeats and all. */
final class PushedTo implements AutoCloseable {
  private final SinkServer sink;
  private final List<Integer> volumes = new ArrayList<>();
  private final List<String> others = new ArrayList<>();

  PushedTo() throws IOException {
    sink = SinkServer.start(new InetSocketAddress("127.0.0.1", 0), this::take);
  }

  private synchronized void take(ReceivedEvent event) {
    if (event.kind() == ReceivedEvent.Kind.EVENT) {
      volumes.add(Fountains.volume(event.body().orElseThrow()));
    } else {
      others.add(event.kind() + " " + event.body());
    }
  }

  String address() {
    return sink.uri().toString();
  }

  synchronized int count() {
    return volumes.size();
  }

  synchronized List<Integer> volumes() {
    return List.copyOf(volumes);
  }

  /** Ends and reports of dropped events: there should be none. */
  synchronized List<String> others() {
    return List.copyOf(others);
  }

  @Override
  public void close() {
    sink.close();
  }
}
