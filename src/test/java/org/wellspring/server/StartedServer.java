package org.wellspring.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.wellspring.client.ClientSettings;
import org.wellspring.client.CloudEventMessage;
import org.wellspring.client.ExchangeFailed;
import org.wellspring.client.Generation;
import org.wellspring.client.PublishClient;
import org.wellspring.client.SoapFault;
import org.wellspring.client.SubscribeOptions;
import org.wellspring.client.SubscriptionHandle;
import org.wellspring.client.WsmanClient;
import org.wellspring.config.ConfigLoader;
import org.wellspring.model.EndpointReference;
import org.wellspring.model.FilterSpec;
import org.wellspring.model.SelectorSet;

/** The whole server in this process, on free loopback ports, with the fountains of the example. */
final class StartedServer implements AutoCloseable {
  static final String FOUNTAINS = "http://control.fineartschool.com/fountains";
  static final String FCS = "http://control.fineartschool.com/schemas/fcs";
  static final String USAGE = FOUNTAINS + "/Usage";
  static final String NORTH = "b42f3North";
  static final String SOUTH = "b42f3South";
  static final String XPATH = "http://www.w3.org/TR/1999/REC-xpath-19991116";
  static final Path CONFIG = Path.of("config/fountains.yaml");
  private static final Duration SOON = Duration.ofSeconds(30);

  private final EventSourceServer server;
  private final Path data;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private StartedServer(EventSourceServer server, Path data) {
    this.server = server;
    this.data = data;
  }

  /** With {@code config/fountains.yaml}, retries that come soon, and these settings. */
  static StartedServer with(String... assignments) throws IOException {
    return from(CONFIG, assignments);
  }

  static StartedServer from(Path config, String... assignments) throws IOException {
    return at(Files.createTempDirectory("wellspring-test-"), config, assignments);
  }

  /** With the data that an earlier server left there. */
  static StartedServer at(Path data, Path config, String... assignments) throws IOException {
    List<String> all =
        new ArrayList<>(
            List.of(
                "http.listen=http://127.0.0.1:0",
                "data.directory=" + data,
                "trap.port=" + freeUdpPort(),
                "delivery.first-backoff=50ms",
                "delivery.max-backoff=200ms"));
    all.addAll(List.of(assignments));
    return new StartedServer(
        EventSourceServer.start(ConfigLoader.load(Optional.of(config), Map.of(), all)), data);
  }

  static int freeUdpPort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  static InetSocketAddress anyPort() {
    return new InetSocketAddress("127.0.0.1", 0);
  }

  EventSourceServer server() {
    return server;
  }

  URI base() {
    return server.baseUrl();
  }

  URI wsman() {
    return base().resolve("/wsman");
  }

  WsmanClient client() {
    return new WsmanClient(settings());
  }

  WsmanClient client(Generation generation) {
    return new WsmanClient(settings().with(generation));
  }

  ClientSettings settings() {
    return ClientSettings.of(wsman()).with(SOON);
  }

  SubscriptionHandle subscribe(SubscribeOptions.Builder options) throws SoapFault, ExchangeFailed {
    return subscribe(Generation.DMTF, options);
  }

  SubscriptionHandle subscribe(Generation generation, SubscribeOptions.Builder options)
      throws SoapFault, ExchangeFailed {
    WsmanClient client = client(generation);
    return client.subscribe(client.resource(FOUNTAINS, SelectorSet.NONE), options.build());
  }

  /** Publishes one event at the north fountain for each volume, in one request. */
  void publish(int first, int last) throws ExchangeFailed {
    new PublishClient(settings())
        .publish(IntStream.rangeClosed(first, last).mapToObj(n -> usage(NORTH, n)).toList());
  }

  void publish(CloudEventMessage event) throws ExchangeFailed {
    new PublishClient(settings()).publish(event);
  }

  static CloudEventMessage usage(String fountain, int volume) {
    return usage(fountain, volume, "");
  }

  /** An event whose body has this much text more. */
  static CloudEventMessage usage(String fountain, int volume, String text) {
    return new CloudEventMessage(
        fountain + "-" + volume,
        FOUNTAINS,
        USAGE,
        Optional.of("ResourceID=" + fountain),
        Optional.empty(),
        CloudEventMessage.Format.XML,
        "<fcs:Usage xmlns:fcs=\""
            + FCS
            + "\" Time=\"2026-05-04T08:15:00Z\" Volume=\""
            + volume
            + "\">"
            + text
            + "</fcs:Usage>");
  }

  static EndpointReference at(URI address) {
    return EndpointReference.to(address.toString());
  }

  static FilterSpec xpath(String expression) {
    return new FilterSpec(XPATH, expression, Map.of("fcs", FCS), Optional.empty());
  }

  static List<Integer> upTo(int last) {
    return IntStream.rangeClosed(1, last).boxed().toList();
  }

  /** Posts an envelope as it is. */
  HttpResponse<String> post(String envelope) {
    return postLater(envelope).join();
  }

  CompletableFuture<HttpResponse<String>> postLater(String envelope) {
    return http.sendAsync(
        HttpRequest.newBuilder(wsman())
            .timeout(SOON)
            .header("Content-Type", "application/soap+xml;charset=UTF-8")
            .POST(HttpRequest.BodyPublishers.ofString(envelope))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(base().resolve(path)).timeout(SOON);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    server.close();
    deleteData();
  }

  /** Stops, and leaves what it kept for another one. */
  Path stop() {
    server.close();
    return data;
  }

  private void deleteData() {
    try (Stream<Path> files = Files.walk(data)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException | UncheckedIOException e) {
      // left to the system's own tidying of temporary folders
    }
  }
}
