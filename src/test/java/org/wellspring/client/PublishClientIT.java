package org.wellspring.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wellspring.client.CloudEventMessage.Format;
import org.wellspring.client.ScriptedSoapServer.Reply;
import org.wellspring.client.ScriptedSoapServer.Request;

final class PublishClientIT {
  private static final CloudEventMessage XML =
      new CloudEventMessage(
          "id 1",
          "urn:s",
          "urn:t",
          Optional.of("ResourceID=Gänge"),
          Optional.empty(),
          Format.XML,
          "<a b=\"1\"/>");
  private static final CloudEventMessage JSON =
      new CloudEventMessage(
          "2",
          "urn:s",
          "Door",
          Optional.empty(),
          Optional.of("2030-01-01T00:00:00Z"),
          Format.JSON,
          "{\"x\":7}");

  @Test
  void oneEventTravelsInBinaryModeWithEncodedHeaders() throws Exception {
    try (ScriptedSoapServer server = ScriptedSoapServer.start()) {
      server.add(new Reply(202, "application/json", "{\"accepted\":1,\"position\":\"9\"}"));

      String receipt = new PublishClient(ClientSettings.of(server.uri())).publish(XML);

      assertThat(receipt).isEqualTo("{\"accepted\":1,\"position\":\"9\"}");
      Request request = server.request(0);
      assertThat(request.path()).isEqualTo("/api/events");
      assertThat(request.http("Content-type")).startsWith("application/xml");
      assertThat(request.http("Ce-id")).isEqualTo("id%201");
      assertThat(request.http("Ce-subject")).isEqualTo("ResourceID=G%C3%A4nge");
      assertThat(request.http("Ce-specversion")).isEqualTo("1.0");
      assertThat(request.http("Ce-time")).isEmpty();
      assertThat(request.body()).isEqualTo("<a b=\"1\"/>");
    }
  }

  @Test
  void severalTravelAsABatch() throws Exception {
    try (ScriptedSoapServer server = ScriptedSoapServer.start()) {
      server.add(new Reply(202, "application/json", "{}"));

      String receipt =
          new PublishClient(ClientSettings.of(server.uri())).publish(List.of(XML, JSON));

      assertThat(receipt).isEqualTo("{}");
      assertThat(server.request(0).http("Content-type"))
          .startsWith("application/cloudevents-batch+json");
      assertThat(server.request(0).body())
          .isEqualTo(
              "[{\"specversion\":\"1.0\",\"id\":\"id 1\",\"source\":\"urn:s\",\"type\":\"urn:t\","
                  + "\"subject\":\"ResourceID=Gänge\",\"datacontenttype\":\"application/xml\","
                  + "\"data\":\"<a b=\\\"1\\\"/>\"},"
                  + "{\"specversion\":\"1.0\",\"id\":\"2\",\"source\":\"urn:s\",\"type\":\"Door\","
                  + "\"time\":\"2030-01-01T00:00:00Z\",\"datacontenttype\":\"application/json\","
                  + "\"data\":{\"x\":7}}]");
    }
  }

  @Test
  void aRefusalShowsWhatTheServerSaid() throws Exception {
    try (ScriptedSoapServer server = ScriptedSoapServer.start()) {
      server.add(new Reply(400, "application/problem+json", "{\"title\":\"unknown resource\"}"));
      PublishClient client = new PublishClient(ClientSettings.of(server.uri()));

      ExchangeFailed refused =
          catchThrowableOfType(ExchangeFailed.class, () -> client.publish(XML));

      assertThat(refused.getMessage()).contains("HTTP 400").contains("unknown resource");
    }
  }
}
