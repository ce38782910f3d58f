package org.wellspring.server;

import java.io.IOException;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.wellspring.cimxml.ExportSender;
import org.wellspring.delivery.Sender;
import org.wellspring.lane.Lane;
import org.wellspring.metrics.MeterName;
import org.wellspring.metrics.Meters;
import org.wellspring.security.SinkPolicy;
import org.wellspring.sink.HttpSender;
import org.wellspring.sink.MulticastSender;
import org.wellspring.sink.RoutingSender;
import org.wellspring.time.SystemTime;

/**
 * The ways out: by HTTP, as CIM-XML exports over it, by UDP multicast.
 *
 * @param shards the event loops of the senders, on which the sessions live
 */
record Outbound(Sender sender, ExportSender exports, List<Lane> shards) {
  private static final int EXPORT_QUEUE = 65_536;
  private static final int PENDING_REPEATS = 4096;

  /**
   * Opens them.
   *
   * @param policy asked about every address before a connection is opened
   */
  static Outbound open(
      Settings settings,
      OwnedParts parts,
      SinkPolicy policy,
      WbemDoor wbem,
      Meters meters,
      SystemTime time)
      throws IOException {
    HttpSender http = http(settings, parts, policy, meters);
    ExportSender exports = wbem.exports(http, parts.lane("ws-export", EXPORT_QUEUE));
    Map<String, Sender> senders = new HashMap<>();
    senders.put("http", http);
    senders.put("https", http);
    senders.put("cim-xml+http", exports);
    senders.put("cim-xml+https", exports);
    List<Lane> shards = new ArrayList<>(http.lanes());
    Optional<NetworkInterface> trapInterface = settings.trapInterface();
    if (trapInterface.isPresent()) {
      MulticastSender multicast =
          parts.own(
              new MulticastSender(
                  settings.multicast(PENDING_REPEATS),
                  trapInterface.get(),
                  time,
                  new SplittableRandom()));
      meters.gauge(MeterName.QUEUE_DEPTH, multicast::laneDepth, "queue", "ws-trap");
      senders.put("soap.udp", multicast);
      shards.add(multicast.lane());
    }
    return new Outbound(new RoutingSender(senders), exports, List.copyOf(shards));
  }

  private static HttpSender http(
      Settings settings, OwnedParts parts, SinkPolicy policy, Meters meters) {
    HttpSender http =
        parts.own(
            new HttpSender(
                settings.httpSender(),
                address -> policy.refuse(address.getAddress(), address.getPort())));
    meters.gauge(MeterName.QUEUE_DEPTH, http::waiting, "queue", "sink");
    for (int i = 0; i < http.lanes().size(); i++) {
      int shard = i;
      meters.gauge(
          MeterName.QUEUE_DEPTH, () -> http.laneDepth(shard), "queue", "ws-send-" + (shard + 1));
    }
    return http;
  }
}
