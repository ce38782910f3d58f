package org.wellspring.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wellspring.cim.CimInstance;

/** The listener answers what pywbem's answered to the same requests. */
final class IndicationListenerIT {
  private static final Path RECORDED = Path.of("src/test/resources/wbem/wbem-listener");

  private static HttpResponse<String> send(IndicationListener listener, String name)
      throws Exception {
    String request =
        Files.readString(RECORDED.resolve(name + ".request.http")).replace("\r\n", "\n");
    return post(listener, request.substring(request.indexOf("\n\n") + 2), "application/xml");
  }

  private static HttpResponse<String> post(IndicationListener listener, String body, String type)
      throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(listener.uri())
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private static IndicationListener listen(int bound) throws Exception {
    return IndicationListener.start(new InetSocketAddress("127.0.0.1", 0), bound);
  }

  @ParameterizedTest
  @CsvSource({
    "good,200,''",
    "pywbem_ExportIndication,200,''",
    "unknown-export-method,200,'CODE=\"7\"'",
    "bad-xml,400,request-not-well-formed"
  })
  void recordedRequestsGetTheRecordedAnswer(String name, int status, String error)
      throws Exception {
    try (IndicationListener listener = listen(10)) {
      HttpResponse<String> answer = send(listener, name);

      assertThat(answer.statusCode()).isEqualTo(status);
      assertThat(answer.body() + answer.headers().firstValue("CIMError").orElse(""))
          .contains(error);
      assertThat(answer.headers().firstValue("CIMExport")).contains("MethodResponse");
      assertThat(listener.poll(Duration.ZERO).isPresent()).isEqualTo(error.isEmpty());
    }
  }

  @Test
  void anIndicationComesWithItsTypes() throws Exception {
    try (IndicationListener listener = listen(10)) {
      send(listener, "good");

      CimInstance indication = listener.poll(Duration.ofSeconds(5)).orElseThrow();

      assertThat(indication.className()).isEqualTo("CIM_AlertIndication");
      assertThat(indication.text("MessageID")).contains("SVPC0123");
      assertThat(indication.property("PerceivedSeverity").orElseThrow().type().wireName())
          .isEqualTo("uint16");
    }
  }

  @Test
  void aFullQueueIsSaidAndNothingIsTaken() throws Exception {
    try (IndicationListener listener = listen(1)) {
      send(listener, "good");

      assertThat(send(listener, "good").body()).contains("CODE=\"1\"").contains("full (size 1)");
      assertThat(listener.poll(Duration.ZERO)).isPresent();
      assertThat(listener.poll(Duration.ZERO)).isEmpty();
    }
  }

  @Test
  void whatIsNotXmlIsRefusedByItsHeaders() throws Exception {
    try (IndicationListener listener = listen(1)) {
      HttpResponse<String> answer = post(listener, "{}", "application/json");

      assertThat(answer.statusCode()).isEqualTo(406);
      assertThat(answer.headers().firstValue("CIMError")).contains("header-mismatch");
    }
  }
}
