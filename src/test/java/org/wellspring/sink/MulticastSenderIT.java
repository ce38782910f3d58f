package org.wellspring.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wellspring.sink.Messages.answer;
import static org.wellspring.sink.Messages.message;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.wellspring.delivery.SinkAnswer;
import org.wellspring.delivery.SinkAnswer.Answered;
import org.wellspring.delivery.SinkAnswer.NotSent;
import org.wellspring.model.Bytes;

@Timeout(60)
final class MulticastSenderIT {
  private static final String GROUP = "239.255.77.1";
  private static final Answered HANDED_OVER = new Answered(202, "", Bytes.EMPTY, Optional.empty());

  private final ManualTimers timers = new ManualTimers();
  private NetworkInterface loopback;
  private MulticastSocket receiver;
  private String url;

  @BeforeEach
  void join() throws IOException {
    loopback = NetworkInterface.getByInetAddress(InetAddress.getByName("127.0.0.1"));
    receiver = new MulticastSocket(0); // a UDP port that is free now
    receiver.joinGroup(new InetSocketAddress(GROUP, 0), loopback);
    receiver.setSoTimeout(5_000);
    url = "soap.udp://" + GROUP + ":" + receiver.getLocalPort() + "/traps";
  }

  @AfterEach
  void leave() {
    receiver.close();
  }

  private MulticastSender sender(MulticastConfig config) throws IOException {
    return new MulticastSender(config, loopback, timers, new Random(1));
  }

  private static String received(DatagramSocket socket) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
    socket.receive(packet);
    return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
  }

  private boolean nothingMoreComes() throws IOException {
    receiver.setSoTimeout(100);
    try {
      received(receiver);
      return false;
    } catch (SocketTimeoutException e) {
      return true;
    } finally {
      receiver.setSoTimeout(5_000);
    }
  }

  @Test
  void messageComesToTheGroupAndIsRepeatedUnchanged() throws IOException {
    try (MulticastSender sender = sender(MulticastConfig.DEFAULTS)) {
      SinkAnswer answer =
          answer(sender.send(message(url, "<MessageID>uuid:7</MessageID>", "<b/>")));

      assertThat(answer).isEqualTo(HANDED_OVER);
      String first = received(receiver);
      assertThat(first).isEqualTo("<MessageID>uuid:7</MessageID><b/>");
      timers.advance(Duration.ofMillis(49));
      assertThat(timers.armed()).isEqualTo(2);
      timers.advance(Duration.ofMillis(201));
      assertThat(received(receiver)).isEqualTo(first);
      timers.advance(Duration.ofMillis(500));
      assertThat(received(receiver)).isEqualTo(first);
      assertThat(timers.armed()).isZero();
      assertThat(sender.pendingRepeats()).isZero();
      assertThat(nothingMoreComes()).isTrue();
    }
  }

  @Test
  void repeatsCanBeTurnedOff() throws IOException {
    try (MulticastSender sender = sender(new MulticastConfig(1, 4_096, 0, 10))) {
      assertThat(answer(sender.send(message(url, "x")))).isEqualTo(HANDED_OVER);

      assertThat(received(receiver)).isEqualTo("x");
      assertThat(timers.armed()).isZero();
    }
  }

  @Test
  void repeatsBeyondTheBoundAreLeftOut() throws IOException {
    try (MulticastSender sender = sender(new MulticastConfig(1, 4_096, 2, 3))) {
      for (int i = 0; i < 10; i++) {
        assertThat(answer(sender.send(message(url, "event " + i)))).isEqualTo(HANDED_OVER);
      }
      assertThat(sender.pendingRepeats()).isEqualTo(3);
      timers.advance(Duration.ofSeconds(2));

      for (int i = 0; i < 10; i++) {
        assertThat(received(receiver)).isEqualTo("event " + i);
      }
      assertThat(List.of(received(receiver), received(receiver), received(receiver)))
          .containsExactlyInAnyOrder("event 0", "event 0", "event 1");
      assertThat(nothingMoreComes()).isTrue();
      assertThat(sender.pendingRepeats()).isZero();
    }
  }

  @Test
  void messageLargerThanTheLimitIsNotSent() throws IOException {
    try (MulticastSender sender = sender(new MulticastConfig(1, 10, 2, 10))) {
      assertThat(answer(sender.send(message(url, "12345", "67890")))).isEqualTo(HANDED_OVER);
      assertThat(answer(sender.send(message(url, "12345", "678901"))))
          .isEqualTo(new NotSent("11 octets, limit 10, setting trap.max-datagram"));
    }
  }

  @Test
  void largestDatagramFits() throws IOException {
    String largest = "x".repeat(65_507);
    try (MulticastSender sender = sender(new MulticastConfig(1, 65_507, 0, 10))) {
      assertThat(answer(sender.send(message(url, largest)))).isEqualTo(HANDED_OVER);

      assertThat(received(receiver)).isEqualTo(largest);
    }
  }

  @Test
  void onlyMulticastGroupsAreSentTo() throws IOException {
    try (MulticastSender sender = sender(MulticastConfig.DEFAULTS)) {
      assertThat(
              List.of(
                  "soap.udp://127.0.0.1:4000/",
                  "soap.udp://host.example:4000/",
                  "soap.udp://239.1.1.1/",
                  "soap.udp:239.1.1.1:5",
                  "http://239.1.1.1:5/",
                  "soap.udp://[ff02::1]:5/",
                  "no uri"))
          .allSatisfy(
              address ->
                  assertThat(answer(sender.send(message(address, "x"))))
                      .isInstanceOf(NotSent.class));
    }
  }

  @Test
  void closedSenderIsUnreachableAndForgetsItsRepeats() throws IOException {
    MulticastSender sender = sender(MulticastConfig.DEFAULTS);
    assertThat(answer(sender.send(message(url, "x")))).isEqualTo(HANDED_OVER);
    assertThat(received(receiver)).isEqualTo("x");

    sender.close();
    timers.advance(Duration.ofSeconds(2));

    assertThat(answer(sender.send(message(url, "y")))).isInstanceOf(SinkAnswer.Unreachable.class);
    assertThat(nothingMoreComes()).isTrue();
  }
}
