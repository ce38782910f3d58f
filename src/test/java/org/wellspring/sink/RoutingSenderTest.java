package org.wellspring.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wellspring.sink.Messages.answer;
import static org.wellspring.sink.Messages.message;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.wellspring.delivery.Sender;
import org.wellspring.delivery.SinkAnswer;
import org.wellspring.model.Bytes;

final class RoutingSenderTest {
  private static Sender answering(int status) {
    return message ->
        CompletableFuture.completedFuture(
            new SinkAnswer.Answered(status, "", Bytes.EMPTY, Optional.empty()));
  }

  private final RoutingSender sender =
      new RoutingSender(
          Map.of("http", answering(1), "https", answering(2), "soap.udp", answering(3)));

  private SinkAnswer send(String address) {
    return answer(sender.send(message(address)));
  }

  @Test
  void schemeChoosesTheSender() {
    assertThat(send("http://h/")).extracting("status").isEqualTo(1);
    assertThat(send("HTTPS://h/")).extracting("status").isEqualTo(2);
    assertThat(send("soap.udp://239.0.0.1:1/")).extracting("status").isEqualTo(3);
  }

  @Test
  void otherSchemesAreNotSent() {
    assertThat(send("ftp://h/"))
        .isEqualTo(
            new SinkAnswer.NotSent("address scheme \"ftp\" is none of [http, https, soap.udp]"));
    assertThat(List.of("", "h", ":", "//h/p", " http://h/"))
        .allSatisfy(a -> assertThat(send(a)).isInstanceOf(SinkAnswer.NotSent.class));
  }
}
