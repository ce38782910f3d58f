package org.wellspring.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wellspring.sink.Messages.answer;
import static org.wellspring.sink.Messages.message;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.wellspring.delivery.OutboundMessage;
import org.wellspring.delivery.SinkAnswer;
import org.wellspring.delivery.SinkAnswer.Answered;
import org.wellspring.delivery.SinkAnswer.NotSent;
import org.wellspring.delivery.SinkAnswer.TimedOut;
import org.wellspring.delivery.SinkAnswer.Unreachable;
import org.wellspring.lane.Lane;
import org.wellspring.model.Bytes;
import org.wellspring.model.Secret;
import org.wellspring.model.SinkCredentials;
import org.wellspring.time.SystemTime;

@Timeout(60)
final class HttpSenderIT {
  private static final Answered ACCEPTED = new Answered(202, "", Bytes.EMPTY, Optional.empty());

  private final HttpSender sender = new HttpSender(config(4, 64, 1_024), AddressPolicy.ANYWHERE);

  private static HttpSenderConfig config(int perOrigin, int inAll, int waiting) {
    return config(perOrigin, inAll, waiting, Duration.ofSeconds(5), Duration.ofSeconds(30));
  }

  private static HttpSenderConfig config(
      int perOrigin, int inAll, int waiting, Duration connect, Duration idle) {
    return new HttpSenderConfig(1, perOrigin, inAll, waiting, connect, idle, 65_536);
  }

  @AfterEach
  void close() {
    sender.close();
  }

  private SinkAnswer post(String address, String... body) {
    return answer(sender.send(message(address, body)));
  }

  @Test
  void messageArrivesWithItsHeadersAndAllPartsOfItsBody() throws IOException {
    try (RawSink sink = RawSink.answering(RawSink.ACCEPTED)) {
      SinkAnswer answer = post(sink.url() + "?a=b%20c", "<a>", "", "\u00e9", "</a>");

      assertThat(answer).isEqualTo(ACCEPTED);
      RawSink.Request request = sink.requests().get(0);
      assertThat(request.line()).isEqualTo("POST /sink?a=b%20c HTTP/1.1");
      assertThat(request.body()).isEqualTo("<a>\u00e9</a>");
      assertThat(request.headers())
          .containsEntry("host", "127.0.0.1:" + sink.port())
          .containsEntry("content-type", "application/soap+xml;charset=UTF-8")
          .containsEntry("content-length", "9")
          .containsEntry("connection", "keep-alive")
          .doesNotContainKey("authorization");
      assertThat(request.headers().get("user-agent")).startsWith("Wellspring/");
    }
  }

  @Test
  void credentialsAreShownUnasked() throws IOException {
    try (RawSink sink = RawSink.answering(RawSink.ACCEPTED)) {
      OutboundMessage plain = message(sink.url(), "x");
      OutboundMessage withUser =
          new OutboundMessage(
              plain.address(),
              plain.contentType(),
              plain.body(),
              plain.messageId(),
              plain.timeout(),
              Optional.of(new SinkCredentials("feed", new Secret("s\u00e9same"))));

      answer(sender.send(withUser));

      String pair =
          Base64.getEncoder().encodeToString("feed:s\u00e9same".getBytes(StandardCharsets.UTF_8));
      assertThat(sink.requests().get(0).headers()).containsEntry("authorization", "Basic " + pair);
    }
  }

  @Test
  void connectionIsKeptForTheNextMessage() throws IOException {
    try (RawSink sink = RawSink.answering(RawSink.ACCEPTED)) {
      for (int i = 0; i < 100; i++) {
        assertThat(post(sink.url(), "event " + i)).isEqualTo(ACCEPTED);
      }

      assertThat(sink.requests()).hasSize(100);
      assertThat(sink.connections()).isEqualTo(1);
      assertThat(sender.connections()).isEqualTo(1);
    }
  }

  @Test
  void connectionsPerOriginAreBounded() throws IOException {
    try (RawSink sink = RawSink.answering(RawSink.ACCEPTED)) {
      List<SinkAnswer> answers = postAtOnce(sink, 300);

      assertThat(answers).hasSize(300).containsOnly(ACCEPTED);
      assertThat(sink.connections()).isBetween(1, 4);
      assertThat(sender.waiting()).isZero();
    }
  }

  private List<SinkAnswer> postAtOnce(RawSink sink, int count) {
    List<CompletableFuture<SinkAnswer>> sent =
        IntStream.range(0, count)
            .mapToObj(i -> sender.send(message(sink.url(), "event " + i)))
            .toList();
    return sent.stream().map(Messages::answer).toList();
  }

  private static List<String> events(int count) {
    return IntStream.range(0, count).mapToObj(i -> "event " + i).toList();
  }

  @Test
  void sinkOfHttp10ThatClosesEachTimeLosesNothing() throws IOException {
    try (RawSink sink =
        new RawSink(
            peer -> {
              peer.read();
              peer.write("HTTP/1.0 200 OK\r\nContent-Type: text/xml\r\n\r\n<ok/>");
            })) {
      for (int i = 0; i < 300; i++) {
        SinkAnswer answer = post(sink.url(), "event " + i);
        assertThat(answer)
            .isEqualTo(new Answered(200, "text/xml", Bytes.utf8("<ok/>"), Optional.empty()));
      }

      assertThat(sink.bodies()).isEqualTo(events(300));
    }
  }

  @Test
  void sinkThatAnnouncesItsCloseLosesNothingEvenWhenMessagesQueue() throws IOException {
    try (RawSink sink =
        new RawSink(
            peer -> {
              peer.read();
              peer.write("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
            })) {
      assertThat(postAtOnce(sink, 300))
          .containsOnly(new Answered(204, "", Bytes.EMPTY, Optional.empty()));

      assertThat(sink.bodies()).containsExactlyInAnyOrderElementsOf(events(300));
    }
  }

  /** The race of RFC 9112 §9.3.1: the sink closes while the next message is on its way. */
  @Test
  void sinkThatClosesBetweenMessagesGetsEachExactlyOnce() throws IOException {
    try (RawSink sink =
        new RawSink(
            peer -> {
              peer.read();
              peer.write(RawSink.ACCEPTED);
            })) {
      for (int i = 0; i < 200; i++) {
        assertThat(post(sink.url(), "event " + i)).isEqualTo(ACCEPTED);
      }
      assertThat(sink.bodies()).isEqualTo(events(200));

      assertThat(postAtOnce(sink, 200)).containsOnly(ACCEPTED);
      assertThat(sink.requests()).hasSize(400);
    }
  }

  @Test
  void keptConnectionThatGoesUnderTheMessageIsReplacedOnce() throws IOException {
    try (RawSink sink =
        new RawSink(
            peer -> {
              peer.read();
              peer.write(RawSink.ACCEPTED);
              peer.head(); // the second message has begun
              peer.reset();
            })) {
      assertThat(post(sink.url(), "one")).isEqualTo(ACCEPTED);
      assertThat(post(sink.url(), "two")).isEqualTo(ACCEPTED);

      assertThat(sink.bodies()).containsExactly("one", "two");
      assertThat(sink.connections()).isEqualTo(2);
    }
  }

  @Test
  void retryThatFailsTooIsTheEnd() throws IOException {
    try (RawSink sink =
        new RawSink(
            peer -> {
              peer.read();
              if (peer.number() == 1) {
                peer.write(RawSink.ACCEPTED);
                peer.read();
              }
            })) {
      assertThat(post(sink.url(), "one")).isEqualTo(ACCEPTED);
      assertThat(post(sink.url(), "two")).isInstanceOf(Unreachable.class);

      assertThat(sink.connections()).isEqualTo(2);
      assertThat(sink.bodies()).containsExactly("one", "two", "two");
    }
  }

  @Test
  void newConnectionThatIsClosedWithoutAnAnswerIsNotTriedAgain() throws IOException {
    try (RawSink sink = new RawSink(RawSink.Peer::read)) {
      SinkAnswer answer = post(sink.url(), "x");

      assertThat(answer)
          .isInstanceOfSatisfying(
              Unreachable.class, u -> assertThat(u.why()).contains("closed by the sink"));
      assertThat(sink.requests()).hasSize(1);
    }
  }

  @Test
  void keptConnectionThatBreaksInsideAnAnswerIsNotTriedAgain() throws IOException {
    try (RawSink sink =
        new RawSink(
            peer -> {
              peer.read();
              peer.write(RawSink.ACCEPTED);
              peer.read();
              peer.write("HTTP/1.1 20");
            })) {
      assertThat(post(sink.url(), "one")).isEqualTo(ACCEPTED);
      assertThat(post(sink.url(), "two")).isInstanceOf(Unreachable.class);

      assertThat(sink.bodies()).containsExactly("one", "two");
    }
  }

  @Test
  void resetIsUnreachable() throws IOException {
    try (RawSink sink =
        new RawSink(
            peer -> {
              peer.read();
              peer.reset();
            })) {
      assertThat(post(sink.url(), "x")).isInstanceOf(Unreachable.class);
      assertThat(sender.connections()).isZero();
    }
  }

  @Test
  void halfAnAnswerIsUnreachable() throws IOException {
    try (RawSink sink =
        new RawSink(
            peer -> {
              peer.read();
              peer.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<half>");
            })) {
      assertThat(post(sink.url(), "x")).isInstanceOf(Unreachable.class);
    }
  }

  @Test
  void garbageIsUnreachableAndSaysSo() throws IOException {
    try (RawSink sink =
        new RawSink(
            peer -> {
              peer.write("SSH-2.0-OpenSSH_9.2p1\r\n\r\n");
              peer.untilClosed();
            })) {
      SinkAnswer answer = post(sink.url(), "x");

      assertThat(answer)
          .isInstanceOfSatisfying(
              Unreachable.class, u -> assertThat(u.why()).contains("answer is not HTTP"));
    }
  }

  @Test
  void chunkedAnswerIsPutTogetherAndTheConnectionKept() throws IOException {
    try (RawSink sink =
        RawSink.answering(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: a/b\r\n\r\n"
                + "3\r\n<a>\r\n4\r\n</a>\r\n0\r\nTrailer: t\r\n\r\n")) {
      Answered expected = new Answered(200, "a/b", Bytes.utf8("<a></a>"), Optional.empty());

      assertThat(post(sink.url(), "x")).isEqualTo(expected);
      assertThat(post(sink.url(), "y")).isEqualTo(expected);

      assertThat(sink.connections()).isEqualTo(1);
    }
  }

  @Test
  void interimAnswersArePassedOver() throws IOException {
    try (RawSink sink =
        RawSink.answering(
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"
                + RawSink.ACCEPTED)) {
      assertThat(post(sink.url(), "x")).isEqualTo(ACCEPTED);
      assertThat(post(sink.url(), "y")).isEqualTo(ACCEPTED);

      assertThat(sink.connections()).isEqualTo(1);
    }
  }

  @Test
  void noContentNeedsNoLength() throws IOException {
    try (RawSink sink = RawSink.answering("HTTP/1.1 204 No Content\r\n\r\n")) {
      assertThat(post(sink.url(), "x")).isInstanceOf(Answered.class);
      assertThat(post(sink.url(), "y")).isInstanceOf(Answered.class);

      assertThat(sink.connections()).isEqualTo(1);
    }
  }

  @Test
  void redirectIsAnAnswer() throws IOException {
    try (RawSink sink =
        RawSink.answering(
            "HTTP/1.1 307 Elsewhere\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n")) {
      assertThat(post(sink.url(), "x"))
          .isEqualTo(new Answered(307, "", Bytes.EMPTY, Optional.empty()));
    }
  }

  @Test
  void endlessBodyIsCutAt64KiB() throws IOException {
    try (RawSink sink =
        new RawSink(
            peer -> {
              peer.read();
              peer.write("HTTP/1.1 500 Oh\r\n\r\n");
              while (!peer.socket().isClosed()) {
                peer.write("0123456789".repeat(1_000));
              }
            })) {
      SinkAnswer answer = post(sink.url(), "x");

      assertThat(answer)
          .isInstanceOfSatisfying(
              Answered.class,
              a -> {
                assertThat(a.status()).isEqualTo(500);
                assertThat(a.body().length()).isEqualTo(65_536);
              });
    }
  }

  @Test
  void bodyOfExactly64KiBIsWholeAndTheConnectionKept() throws IOException {
    try (RawSink sink =
        RawSink.answering(
            "HTTP/1.1 200 OK\r\nContent-Length: 65536\r\n\r\n" + "x".repeat(65_536))) {
      assertThat(post(sink.url(), "x")).isEqualTo(post(sink.url(), "y"));

      assertThat(sink.connections()).isEqualTo(1);
    }
  }

  @Test
  void retryAfterInSecondsIsRead() throws IOException {
    String head = "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nRetry-After: ";
    try (RawSink seconds = RawSink.answering(head + "17\r\n\r\n");
        RawSink date = RawSink.answering(head + "Fri, 31 Dec 1999 23:59:59 GMT\r\n\r\n")) {
      assertThat(post(seconds.url(), "x"))
          .isEqualTo(new Answered(503, "", Bytes.EMPTY, Optional.of(Duration.ofSeconds(17))));
      assertThat(post(date.url(), "x"))
          .isEqualTo(new Answered(503, "", Bytes.EMPTY, Optional.empty()));
    }
  }

  /** What stands behind an answer must not become the answer to the next message. */
  @Test
  void secondAnswerThatNobodyAskedForIsThrownAway() throws IOException {
    try (RawSink sink =
        RawSink.answering(RawSink.ACCEPTED + "HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n")) {
      for (int i = 0; i < 20; i++) {
        assertThat(post(sink.url(), "x")).isEqualTo(ACCEPTED);
      }
    }
  }

  @Test
  void octetsOnAnIdleConnectionCloseIt() throws Exception {
    CountDownLatch answered = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    try (RawSink sink =
        new RawSink(
            peer -> {
              peer.read();
              peer.write(RawSink.ACCEPTED);
              if (peer.number() == 1) {
                awaitQuietly(answered);
                peer.write("HTTP/1.1 410 Go");
                peer.untilClosed();
                closed.countDown();
              }
            })) {
      assertThat(post(sink.url(), "one")).isEqualTo(ACCEPTED);
      answered.countDown();

      assertThat(closed.await(5, TimeUnit.SECONDS)).isTrue();
      assertThat(post(sink.url(), "two")).isEqualTo(ACCEPTED);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The sink refuses by the head alone and closes with most of the body unread, thus by RST. */
  @RepeatedTest(5)
  void answerBeforeTheBodyWasSentIsSeen() throws IOException {
    String large = "x".repeat(16 * 1024 * 1024);
    try (RawSink sink =
        new RawSink(
            peer -> {
              peer.head();
              peer.write("HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n");
            })) {
      assertThat(post(sink.url(), large))
          .isEqualTo(new Answered(413, "", Bytes.EMPTY, Optional.empty()));
    }
  }

  @Test
  void stallTimesOutAfterTheMessagesTime() throws IOException {
    try (RawSink sink =
            new RawSink(
                peer -> {
                  peer.read();
                  peer.untilClosed();
                });
        SystemTime time = new SystemTime()) {
      Duration timeout = Duration.ofMillis(300);
      long before = time.monotonicNanos();

      SinkAnswer answer = answer(sender.send(message(sink.url(), timeout, "x")));

      assertThat(answer).isEqualTo(new TimedOut(timeout));
      assertThat(Duration.ofNanos(time.monotonicNanos() - before))
          .isBetween(timeout, timeout.plusMillis(700));
    }
  }

  @Test
  void answerThatTricklesTimesOutToo() throws IOException {
    try (RawSink sink =
        new RawSink(
            peer -> {
              peer.read();
              peer.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n1234");
              peer.untilClosed();
            })) {
      assertThat(answer(sender.send(message(sink.url(), Duration.ofMillis(200), "x"))))
          .isInstanceOf(TimedOut.class);
    }
  }

  @Test
  void refusedConnectionIsUnreachable() throws IOException {
    int port;
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      port = gone.getLocalPort();
    }

    SinkAnswer answer = post("http://127.0.0.1:" + port + "/", "x");

    assertThat(answer)
        .isInstanceOfSatisfying(
            Unreachable.class,
            u -> assertThat(u.why()).contains("http://127.0.0.1:" + port, "refused"));
    assertThat(sender.connections()).isZero();
  }

  @Test
  void hungSinkDelaysNoOtherOrigin() throws IOException {
    try (RawSink hung = new RawSink(RawSink.Peer::untilClosed);
        RawSink sound = RawSink.answering(RawSink.ACCEPTED)) {
      List<CompletableFuture<SinkAnswer>> stuck = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        stuck.add(sender.send(message(hung.url(), Duration.ofSeconds(30), "x")));
      }

      assertThat(postAtOnce(sound, 100)).containsOnly(ACCEPTED);

      assertThat(stuck).noneMatch(CompletableFuture::isDone);
      assertThat(sender.waiting()).isEqualTo(46);
      sender.close();
      assertThat(stuck.stream().map(Messages::answer))
          .allSatisfy(a -> assertThat(a).isInstanceOf(Unreachable.class));
    }
  }

  @Test
  void queueOfAnOriginIsBounded() throws IOException {
    try (HttpSender small = new HttpSender(config(1, 8, 2), AddressPolicy.ANYWHERE);
        RawSink hung = new RawSink(RawSink.Peer::untilClosed)) {
      Duration timeout = Duration.ofMillis(600);
      CompletableFuture<SinkAnswer> sent = small.send(message(hung.url(), timeout, "x"));
      List<CompletableFuture<SinkAnswer>> behind =
          IntStream.range(0, 3)
              .mapToObj(i -> small.send(message(hung.url(), Duration.ofMillis(300), "x")))
              .toList();

      assertThat(reason(behind.get(2)))
          .contains("queue full", "2 messages", "delivery.sink.max-waiting");
      assertThat(reason(behind.get(0)))
          .contains("no connection became free", "delivery.sink.max-connections-per-origin");
      assertThat(reason(behind.get(1))).contains("no connection became free");
      assertThat(answer(sent)).isEqualTo(new TimedOut(timeout));
      assertThat(small.waiting()).isZero();
      assertThat(hung.connections()).isEqualTo(1);
    }
  }

  private static String reason(CompletableFuture<SinkAnswer> unreachable) {
    assertThat(answer(unreachable)).isInstanceOf(Unreachable.class);
    return ((Unreachable) answer(unreachable)).why();
  }

  @Test
  void originsTakeTurnsWhenAllConnectionsAreInUse() throws IOException {
    try (HttpSender small = new HttpSender(config(4, 2, 1_024), AddressPolicy.ANYWHERE);
        RawSink one = RawSink.answering(RawSink.ACCEPTED);
        RawSink two = RawSink.answering(RawSink.ACCEPTED);
        RawSink three = RawSink.answering(RawSink.ACCEPTED)) {
      List<CompletableFuture<SinkAnswer>> sent = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        for (RawSink sink : List.of(one, two, three)) {
          sent.add(small.send(message(sink.url(), "event " + i)));
        }
      }

      assertThat(sent.stream().map(Messages::answer)).containsOnly(ACCEPTED);
      for (RawSink sink : List.of(one, two, three)) {
        assertThat(sink.bodies()).containsExactlyInAnyOrderElementsOf(events(50));
      }
      assertThat(small.connections()).isBetween(0, 2);
    }
  }

  /** Retries wait for a place like any message, and get a new connection. */
  @Test
  void retriesAreServedWhenAllConnectionsAreInUse() throws IOException {
    RawSink.Script closer =
        peer -> {
          peer.read();
          peer.write(RawSink.ACCEPTED);
        };
    try (HttpSender small = new HttpSender(config(4, 2, 1_024), AddressPolicy.ANYWHERE);
        RawSink one = new RawSink(closer);
        RawSink two = new RawSink(closer);
        RawSink three = new RawSink(closer)) {
      List<CompletableFuture<SinkAnswer>> sent = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        for (RawSink sink : List.of(one, two, three)) {
          sent.add(small.send(message(sink.url(), "event " + i)));
        }
      }

      assertThat(sent.stream().map(Messages::answer)).containsOnly(ACCEPTED);
      for (RawSink sink : List.of(one, two, three)) {
        assertThat(sink.bodies()).containsExactlyInAnyOrderElementsOf(events(100));
      }
    }
  }

  /** An origin with nothing but idle connections gives way. */
  @Test
  void idleConnectionIsClosedForAnotherOrigin() throws IOException {
    try (HttpSender small = new HttpSender(config(4, 1, 8), AddressPolicy.ANYWHERE);
        RawSink one = RawSink.answering(RawSink.ACCEPTED);
        RawSink two = RawSink.answering(RawSink.ACCEPTED)) {
      for (int i = 0; i < 10; i++) {
        assertThat(answer(small.send(message(one.url(), "x")))).isEqualTo(ACCEPTED);
        assertThat(answer(small.send(message(two.url(), "x")))).isEqualTo(ACCEPTED);
      }

      assertThat(small.connections()).isEqualTo(1);
    }
  }

  @Test
  void unusedConnectionIsClosedAfterTheIdleTime() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    HttpSenderConfig config = config(4, 8, 8, Duration.ofSeconds(5), Duration.ofMillis(200));
    try (HttpSender brief = new HttpSender(config, AddressPolicy.ANYWHERE);
        RawSink sink =
            new RawSink(
                peer -> {
                  peer.read();
                  peer.write(RawSink.ACCEPTED);
                  peer.untilClosed();
                  closed.countDown();
                })) {
      assertThat(answer(brief.send(message(sink.url(), "x")))).isEqualTo(ACCEPTED);

      assertThat(closed.await(5, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void forbiddenAddressIsNotSent() throws IOException {
    AddressPolicy noLoopback =
        resolved ->
            resolved.getAddress().isLoopbackAddress()
                ? Optional.of("loopback is forbidden, setting sink.forbid")
                : Optional.empty();
    try (HttpSender strict = new HttpSender(config(4, 8, 8), noLoopback);
        RawSink sink = RawSink.answering(RawSink.ACCEPTED)) {
      assertThat(answer(strict.send(message(sink.url(), "x"))))
          .isEqualTo(new NotSent("loopback is forbidden, setting sink.forbid"));
      assertThat(sink.connections()).isZero();
      assertThat(strict.connections()).isZero();
    }
  }

  /** DNS rebinding: the name was harmless when somebody looked at it first. */
  @Test
  void policySeesTheAddressThatTheNameHasAtConnectTime() throws IOException {
    HostResolver.Lookup rebound = host -> new InetAddress[] {InetAddress.getByName("127.0.0.1")};
    AddressPolicy policy = resolved -> Optional.of("no " + resolved.getAddress().getHostAddress());
    try (HttpSender strict = new HttpSender(config(4, 8, 8), policy, null, rebound)) {
      assertThat(answer(strict.send(message("http://sink.example/", "x"))))
          .isEqualTo(new NotSent("no 127.0.0.1"));
    }
  }

  @Test
  void policyThatBreaksAllowsNothing() throws IOException {
    AddressPolicy broken =
        resolved -> {
          throw new IllegalStateException("table not loaded");
        };
    try (HttpSender strict = new HttpSender(config(4, 8, 8), broken);
        RawSink sink = RawSink.answering(RawSink.ACCEPTED)) {
      assertThat(answer(strict.send(message(sink.url(), "x")))).isInstanceOf(NotSent.class);
    }
  }

  @Test
  void nextAddressOfTheNameIsTriedWhenTheFirstIsForbiddenOrDead() throws IOException {
    HostResolver.Lookup three =
        host ->
            new InetAddress[] {
              InetAddress.getByName("127.0.0.3"),
              InetAddress.getByName("127.0.0.2"),
              InetAddress.getByName("127.0.0.1")
            };
    AddressPolicy policy =
        resolved ->
            resolved.getAddress().getHostAddress().equals("127.0.0.3")
                ? Optional.of("forbidden")
                : Optional.empty();
    try (HttpSender strict = new HttpSender(config(4, 8, 8), policy, null, three);
        RawSink sink = RawSink.answering(RawSink.ACCEPTED)) {
      String address = "http://Sink_1.example:" + sink.port() + "/";

      assertThat(answer(strict.send(message(address, "x")))).isEqualTo(ACCEPTED);
      assertThat(sink.requests().get(0).headers())
          .containsEntry("host", "sink_1.example:" + sink.port());
    }
  }

  @Test
  void slowNameServerHoldsUpNeitherTheCallerNorOtherOrigins() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    HostResolver.Lookup stuck =
        host -> {
          awaitQuietly(never);
          return new InetAddress[0];
        };
    HttpSenderConfig config = config(4, 8, 8, Duration.ofMillis(300), Duration.ofSeconds(30));
    try (HttpSender sender = new HttpSender(config, AddressPolicy.ANYWHERE, null, stuck);
        RawSink sink = RawSink.answering(RawSink.ACCEPTED)) {
      CompletableFuture<SinkAnswer> lost = sender.send(message("http://slow.example/", "x"));

      assertThat(answer(sender.send(message(sink.url(), "x")))).isEqualTo(ACCEPTED);
      assertThat(answer(lost))
          .isInstanceOfSatisfying(
              Unreachable.class,
              u -> assertThat(u.why()).contains("delivery.sink.connect-timeout"));
      assertThat(sender.connections()).isEqualTo(1);
    }
  }

  @Test
  void unknownNameIsUnreachable() {
    HostResolver.Lookup none =
        host -> {
          throw new UnknownHostException(host);
        };
    try (HttpSender lost = new HttpSender(config(4, 8, 8), AddressPolicy.ANYWHERE, null, none)) {
      assertThat(answer(lost.send(message("http://nowhere.example/", "x"))))
          .isEqualTo(
              new Unreachable(
                  "http://nowhere.example: host name nowhere.example cannot be resolved"));
    }
  }

  @Test
  void addressThatIsNoneOfHttpIsNotSent() {
    assertThat(
            List.of(
                "",
                "no uri",
                "ftp://h/",
                "mailto:a@b",
                "http://",
                "http:///p",
                "/p",
                "http://h:0/",
                "http://h:70000/",
                "http://u:p@h/"))
        .allSatisfy(address -> assertThat(post(address, "x")).isInstanceOf(NotSent.class));
  }

  @Test
  void contentTypeThatWouldAddAHeaderIsNotSent() {
    OutboundMessage plain = message("http://127.0.0.1:9/", "x");
    OutboundMessage forged =
        new OutboundMessage(
            plain.address(),
            "text/xml\r\nX-Role: admin",
            plain.body(),
            plain.messageId(),
            plain.timeout(),
            Optional.empty());

    assertThat(answer(sender.send(forged))).isInstanceOf(NotSent.class);
  }

  @Test
  void everythingUnderWayIsAnsweredWhenTheSenderCloses() throws IOException {
    try (RawSink hung = new RawSink(RawSink.Peer::untilClosed)) {
      List<CompletableFuture<SinkAnswer>> sent =
          IntStream.range(0, 10).mapToObj(i -> sender.send(message(hung.url(), "x"))).toList();

      sender.close();

      assertThat(sent.stream().map(Messages::answer))
          .allSatisfy(a -> assertThat(a.toString()).contains("sender is closed"));
      assertThat(post(hung.url(), "x")).isEqualTo(new Unreachable("sender is closed"));
    }
  }

  /** Who decides there what to send next needs no other thread for it. */
  @Test
  void aMessageSentOnTheLaneOfItsAddressIsAnsweredOnThatLane() throws Exception {
    try (RawSink sink = RawSink.answering(RawSink.ACCEPTED)) {
      Lane lane = sender.laneOf(sink.url()).orElseThrow();
      CompletableFuture<SinkAnswer> second = new CompletableFuture<>();

      lane.post(
          () -> {
            var unused =
                sender
                    .send(message(sink.url(), "<first/>"))
                    .thenCompose(
                        first -> {
                          lane.assertOwner();
                          return sender.send(message(sink.url(), "<second/>"));
                        })
                    .thenAccept(second::complete);
          });

      assertThat(answer(second)).isEqualTo(ACCEPTED);
      assertThat(sink.requests()).hasSize(2);
      assertThatThrownBy(lane::assertOwner).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void aLaneGoesOnAfterATaskThatFailed() throws Exception {
    Lane lane = sender.lanes().get(0);
    CountDownLatch done = new CountDownLatch(1);

    lane.post(
        () -> {
          throw new IllegalStateException("on purpose");
        });
    lane.post(done::countDown);

    assertThat(done.await(5, TimeUnit.SECONDS)).isTrue();
  }
}
