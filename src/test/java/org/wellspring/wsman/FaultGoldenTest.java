package org.wellspring.wsman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;
import org.wellspring.fault.FaultFamily;
import org.wellspring.model.Event;
import org.wellspring.model.Principal;
import org.wellspring.model.ResourceUri;
import org.wellspring.model.SelectorSet;
import org.wellspring.resource.fountain.FountainProvider;
import org.wellspring.soap.Ns;
import org.wellspring.soap.http.SoapService.Answer;
import org.wellspring.soap.http.SoapService.Caller;
import org.wellspring.subscription.GroupRange;
import org.wellspring.testing.conversation.WireXml;
import org.wellspring.wsman.ReplyWriter.Origin;
import org.wellspring.wsman.ReplyWriter.Written;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlName;

/**
 * Every constant of {@link FaultCode} against {@code src/test/resources/faults}.
 *
 * <p>{@code CONSTANT.xml}: the fault as it is written, HTTP status in the comment at its head. It
 * is what the fault tables of DSP0226 and of the specifications it profiles say: code, subcode,
 * action, detail. {@code CONSTANT.request.xml}: a request that provokes it; {@code {{pad}}} stands
 * for 9,000 characters.
 */
final class FaultGoldenTest {
  private static final Path ROOT = Path.of("src/test/resources/faults");

  /** Constants that no request to this front door alone brings about. */
  private static final Map<FaultCode, String> NOT_PROVOKED = notProvoked();

  private static Map<FaultCode, String> notProvoked() {
    Map<FaultCode, String> why = new EnumMap<>(FaultCode.class);
    why.put(FaultCode.ENDPOINT_UNAVAILABLE, "needs a provider whose resource is away (JMX)");
    why.put(FaultCode.SOURCE_UNABLE, "needs a store that fails");
    why.put(FaultCode.INTERNAL_ERROR, "needs a bug of ours");
    why.put(FaultCode.REQUEST_TOO_LARGE, "found by HTTP, before the message is read");
    why.put(FaultCode.CONTENT_ENCODING, "found by HTTP, before the message is read");
    return why;
  }

  /** Who has to ask for the fault to come. */
  private static final Map<FaultCode, Caller> CALLERS =
      Map.of(
          FaultCode.ACCESS_DENIED,
          new Caller(
              Optional.empty(), Caller.Protection.PROTECTED, WsmanWorld.URL, Optional.empty()),
          FaultCode.UNSUPPORTED_INSECURE_ADDRESS,
          new Caller(
              Optional.of(Principal.ANONYMOUS),
              Caller.Protection.PLAIN,
              WsmanWorld.URL,
              Optional.empty()));

  /** All but those of versions that this front door does not speak. */
  static List<FaultCode> codes() {
    return Stream.of(FaultCode.values())
        .filter(
            code ->
                code.family() != FaultFamily.W3C_ADDRESSING
                    && code.family() != FaultFamily.W3C_EVENTING)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("codes")
  void everyFaultIsWrittenAsTheTablesSay(FaultCode code) throws IOException {
    Written written =
        new ReplyWriter(WsmanSettings.DEFAULTS)
            .fault(
                new Origin(
                    Generation.DMTF,
                    org.wellspring.soap.WireEncoding.UTF_8,
                    Optional.of("uuid:5A1C0000-0000-4000-8000-000000001102"),
                    List.of()),
                sample(code));
    String text = written.body().utf8();

    Path file = ROOT.resolve(code + ".xml");
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(
          file, "<!-- HTTP status " + written.status() + " -->\n" + WireXml.golden(text));
    }
    String golden = Files.readString(file);
    assertThat(golden).startsWith("<!-- HTTP status " + written.status() + " -->");
    assertThat(WireXml.difference(golden, text)).isEmpty();
  }

  private static FaultException sample(FaultCode code) {
    String reason = "Says what was seen, what is allowed, and which setting changes it.";
    return code == FaultCode.MUST_UNDERSTAND
        ? FaultException.notUnderstood(
            reason, List.of(new XmlName("http://ops.fineartschool.com/ns", "Priority")))
        : new FaultException(code, reason);
  }

  @ParameterizedTest
  @MethodSource("codes")
  void everyFaultIsProvokedByItsRequest(FaultCode code) throws IOException {
    Path file = ROOT.resolve(code + ".request.xml");
    if (NOT_PROVOKED.containsKey(code)) {
      assertThat(file).as("a request for a fault said not to be provoked").doesNotExist();
      return;
    }
    String request = Files.readString(file).replace("{{pad}}", "x".repeat(9_000));

    Answer answer = ask(request, CALLERS.getOrDefault(code, WsmanWorld.ANYBODY));

    String golden = Files.readString(ROOT.resolve(code + ".xml"));
    Shape wanted = Shape.of(WireXml.parse(golden));
    Document reply = WireXml.parse(answer.body().utf8());
    assertAll(
        () -> assertThat(Shape.of(reply)).isEqualTo(wanted),
        () -> assertThat(golden).contains("HTTP status " + answer.status() + " "),
        () ->
            assertThat(WireXml.text(reply, Ns.SOAP, "Text"))
                .hasSizeGreaterThanOrEqualTo(20)
                .doesNotContain("org.", "java.", "Exception", "Optional"),
        () ->
            assertThat(WireXml.first(reply, Ns.SOAP, "Text").orElseThrow().getAttribute("xml:lang"))
                .isEqualTo("en"));
  }

  /** The parts of a fault that a client goes by. */
  private record Shape(String action, String code, String subcode, String detail, int headers) {
    static Shape of(Document fault) {
      List<Element> values = WireXml.elements(fault, Ns.SOAP, "Value");
      return new Shape(
          WireXml.text(fault, Ns.WSA, "Action"),
          value(values, 0),
          value(values, 1),
          WireXml.text(fault, Generation.DMTF.namespace(), "FaultDetail"),
          WireXml.elements(fault, Ns.SOAP, "NotUnderstood").size()
              + WireXml.elements(fault, Ns.SOAP, "Upgrade").size());
    }

    private static String value(List<Element> values, int index) {
      return index < values.size()
          ? WireXml.qname(values.get(index), values.get(index).getTextContent())
          : "";
    }
  }

  /**
   * A server with three Pull subscriptions: on the first one a Pull waits, the second one has
   * collected everything, the third one sees only an event of 9,000 octets. No enumeration can be
   * opened.
   */
  private static Answer ask(String request, Caller caller) throws IOException {
    WsmanWorld world = new WsmanWorld(new WsmanWorld.Shape(100, 10, 0, GroupRange.NONE));
    String subscribe =
        Files.readString(
            ConversationTest.ROOT.resolve("pull/repeated-with-an-old-context/01-request.xml"));
    String pull = Files.readString(ROOT.resolve("CONCURRENCY.request.xml"));
    world.ask(subscribe.replace("/fountains<", "/syslog<"));
    world.ask(subscribe);
    world.ask(subscribe);
    CompletableFuture<Answer> waiting =
        world.send(pull.getBytes(StandardCharsets.UTF_8), WsmanWorld.SOAP_UTF8);
    assertThat(waiting).isNotDone();
    world.publish(List.of(large()));

    CompletableFuture<Answer> answer =
        world.service.answer(
            request.getBytes(StandardCharsets.UTF_8), WsmanWorld.SOAP_UTF8, caller);
    if (!answer.isDone()) {
      world.time.advance(Duration.ofSeconds(1));
    }
    assertThat(answer).isDone();
    return answer.join();
  }

  private static Event large() {
    XmlElement body =
        XmlElement.builder(FountainProvider.NAMESPACE, "Usage", "fcs")
            .attribute("Note", "x".repeat(9_000))
            .build();
    return Event.of(
        new ResourceUri(WsmanWorld.FOUNTAINS),
        SelectorSet.NONE,
        "large",
        WsmanWorld.FOUNTAINS + "/Usage",
        java.time.Instant.parse("2026-01-01T00:00:00Z"),
        body);
  }

  /** So that a file without a constant does not go unnoticed. */
  @Test
  void everyFileBelongsToAConstant() throws IOException {
    try (var files = Files.list(ROOT)) {
      assertThat(files.map(file -> file.getFileName().toString().replaceFirst("\\..*", "")))
          .isSubsetOf(codes().stream().map(FaultCode::name).toList());
    }
  }
}
