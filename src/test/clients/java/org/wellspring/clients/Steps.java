package org.wellspring.clients;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the checks by foreign clients have in common: steps that are printed, and a publisher. */
final class Steps {
  static final String FCS = "http://control.fineartschool.com/schemas/fcs";
  static final String FOUNTAINS = "http://control.fineartschool.com/fountains";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** One step. */
  interface Action {
    void run() throws Exception;
  }

  private final String client;
  private final String base;
  private final HttpClient http = HttpClient.newHttpClient();
  private int failed;

  Steps(String client, String base) {
    this.client = client;
    this.base = base;
  }

  void step(String text, Action action) {
    try {
      action.run();
      System.out.println("ok - " + client + ": " + text);
    } catch (Exception | LinkageError problem) { // the next steps are tried too
      failed++;
      System.out.println("not ok - " + client + ": " + text + ": " + problem);
      problem.printStackTrace(System.out);
    }
  }

  /** Ends this JVM, whatever the clients have left running in it. */
  void exit() {
    System.out.flush();
    Runtime.getRuntime().halt(failed == 0 ? 0 : 1);
  }

  static void expect(boolean condition, String complaint) {
    if (!condition) {
      throw new IllegalStateException(complaint);
    }
  }

  /** Asks again and again until the answer is true. */
  static void eventually(Callable<Boolean> probe, String what) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!probe.call()) {
      expect(System.nanoTime() < end, what + ": not within " + PATIENCE.toSeconds() + " s");
      Thread.sleep(50);
    }
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  void publish(int... volumes) throws IOException, InterruptedException {
    for (int volume : volumes) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(base + "/api/events"))
              .header("ce-specversion", "1.0")
              .header("ce-id", UUID.randomUUID().toString())
              .header("ce-source", FOUNTAINS)
              .header("ce-type", FOUNTAINS + "/Usage")
              .header("ce-subject", "ResourceID=b42f3North")
              .header("Content-Type", "application/xml")
              .POST(
                  HttpRequest.BodyPublishers.ofString(
                      "<fcs:Usage xmlns:fcs='%s' Time='2026-01-05T10:00:00Z' Volume='%d'/>"
                          .formatted(FCS, volume)))
              .build();
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      expect(answer.statusCode() == 202, "publishing was answered " + answer.body());
    }
  }

  /** What an operator does: ends the one subscription whose events go there. */
  void endSubscriptionTo(String notifyTo, String reason) throws IOException, InterruptedException {
    String list = get("/api/subscriptions");
    Matcher mine =
        Pattern.compile("\"id\":\"([^\"]+)\"[^{}]*\"notifyTo\":\"" + Pattern.quote(notifyTo) + "\"")
            .matcher(list);
    expect(mine.find(), "no subscription to " + notifyTo + " in " + list);
    URI one =
        URI.create(
            base
                + "/api/subscriptions/"
                + mine.group(1)
                + "?reason="
                + URLEncoder.encode(reason, StandardCharsets.UTF_8));
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(one).DELETE().build(), HttpResponse.BodyHandlers.ofString());
    expect(answer.statusCode() == 202, "ending was answered " + answer.statusCode());
  }

  String get(String path) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(URI.create(base + path)).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
