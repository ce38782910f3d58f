package org.wellspring.wsman;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.wellspring.fault.FaultCode;
import org.wellspring.soap.Ns;
import org.wellspring.soap.http.SoapService.Answer;
import org.wellspring.testing.conversation.WireXml;

/**
 * Whatever comes in, a fault goes out that shows nothing of our insides, and the server goes on: a
 * good request works afterwards, and no subscription was lost.
 */
final class BadInputTest {
  private static final Path GET = ConversationTest.ROOT.resolve("get/wsmancli-get/01-request.xml");
  private static final Path SUBSCRIBE =
      ConversationTest.ROOT.resolve("subscribe/wsmancli-push/01-request.xml");

  /** Names of classes, ours and those below us, as messages of careless exceptions hold them. */
  private static final Pattern INSIDES =
      Pattern.compile(
          "\\b(org\\.(wellspring|apache|codehaus|jaxen)|javax?\\.[a-z]+\\.|com\\.ctc)|Exception|\\tat |Optional|\\$\\$|@[0-9a-f]{6}");

  private static final String UTF_8 = WsmanWorld.SOAP_UTF8;

  private static final String MARKS = "<>/&'\":= -0129PTS{}";

  private static String get() throws IOException {
    return Files.readString(GET);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Arguments row(String name, byte[] octets, String type, FaultCode... expected) {
    return Arguments.of(name, octets, type, List.of(expected));
  }

  private static Arguments row(String name, String text, FaultCode... expected) {
    return row(name, utf8(text), UTF_8, expected);
  }

  static Stream<Arguments> table() throws IOException {
    String get = get();
    List<Arguments> rows = new ArrayList<>();
    notXml(get, rows);
    entities(get, rows);
    notAnEnvelope(get, rows);
    encodings(get, rows);
    headers(get, rows);
    return rows.stream();
  }

  private static void notXml(String get, List<Arguments> rows) {
    FaultCode malformed = FaultCode.MALFORMED_ENVELOPE;
    rows.add(row("nothing", "", malformed));
    rows.add(row("one octet", "<", malformed));
    rows.add(row("blanks", " \r\n\t ", malformed));
    rows.add(row("a word", "Subscribe!", malformed));
    rows.add(row("JSON", "{\"s:Envelope\":{}}", malformed));
    rows.add(row("a web page", "<!DOCTYPE html><html><body>hi</body></html>", malformed));
    rows.add(row("garbage after the envelope", get + "garbage", malformed));
    rows.add(row("two envelopes", get + get, malformed));
    rows.add(row("an unclosed tag", get.replace("</s:Header>", ""), malformed));
    rows.add(row("an undeclared prefix", get.replace("<wsa:To", "<to:To"), malformed));
    rows.add(row("a zero octet", get.replace("<s:Body/>", "<s:Body>\0</s:Body>"), malformed));
    rows.add(row("a control character", get.replace("uuid:", "\u0001"), malformed));
    rows.add(row("an attribute twice", get.replace("<s:Body", "<s:Body a='1' a='2'"), malformed));
    rows.add(row("too deep", get.replace("<s:Body/>", nested(200)), malformed));
    rows.add(row("much too deep", get.replace("<s:Body/>", nested(100_000)), malformed));
    rows.add(row("too large", get + " ".repeat(5_000_000), malformed));
    rows.add(
        row(
            "too many attributes",
            get.replace("<s:Body/>", "<s:Body" + numbered(" a%d=''", 300) + "/>"),
            malformed));
    rows.add(
        row("a text too long", get.replace("uuid:", "uuid:" + "x".repeat(2_000_000)), malformed));
    rows.add(
        row(
            "too many children",
            get.replace("<s:Body/>", "<s:Body>" + "<a/>".repeat(70_000) + "</s:Body>"),
            malformed));
  }

  private static String nested(int depth) {
    return "<s:Body>" + "<a>".repeat(depth) + "</a>".repeat(depth) + "</s:Body>";
  }

  private static String numbered(String form, int times) {
    StringBuilder text = new StringBuilder();
    IntStream.range(0, times).forEach(i -> text.append(form.formatted(i)));
    return text.toString();
  }

  private static void entities(String get, List<Arguments> rows) {
    FaultCode malformed = FaultCode.MALFORMED_ENVELOPE;
    rows.add(row("a DTD", "<!DOCTYPE s:Envelope []>" + get, malformed));
    rows.add(
        row(
            "an external entity",
            "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"
                + get.replace(">uuid:", ">&e;uuid:"),
            malformed));
    rows.add(
        row(
            "a thousand laughs",
            "<!DOCTYPE a [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;'>]>"
                + get.replace(">uuid:", ">&c;uuid:"),
            malformed));
    rows.add(row("an unknown entity", get.replace(">uuid:", ">&nbsp;uuid:"), malformed));
    rows.add(row("a reference to nothing", get.replace(">uuid:", ">&#0;uuid:"), malformed));
    rows.add(row("a processing instruction", "<?xml-stylesheet href='a'?>" + get, malformed));
    rows.add(
        row(
            "a processing instruction inside",
            get.replace("<s:Body/>", "<s:Body><?go?></s:Body>"),
            malformed));
  }

  private static void notAnEnvelope(String get, List<Arguments> rows) {
    FaultCode malformed = FaultCode.MALFORMED_ENVELOPE;
    rows.add(row("another root", "<envelope/>", malformed));
    rows.add(
        row(
            "SOAP 1.1",
            get.replace(Ns.SOAP, "http://schemas.xmlsoap.org/soap/envelope/"),
            FaultCode.VERSION_MISMATCH));
    rows.add(
        row(
            "an envelope of no namespace",
            "<Envelope><Body/></Envelope>",
            FaultCode.VERSION_MISMATCH));
    rows.add(row("no body", get.replace("<s:Body/>", ""), malformed));
    rows.add(row("two bodies", get.replace("<s:Body/>", "<s:Body/><s:Body/>"), malformed));
    rows.add(row("two headers", get.replace("<s:Header>", "<s:Header/><s:Header>"), malformed));
    rows.add(row("the body first", get.replace("<s:Header>", "<s:Body/><s:Header>"), malformed));
    rows.add(
        row(
            "two children in the body",
            get.replace("<s:Body/>", "<s:Body><a/><b/></s:Body>"),
            malformed));
    rows.add(
        row("something after the body", get.replace("<s:Body/>", "<s:Body/><s:Tail/>"), malformed));
    rows.add(row("an empty envelope", "<s:Envelope xmlns:s='" + Ns.SOAP + "'/>", malformed));
  }

  private static void encodings(String get, List<Arguments> rows) {
    FaultCode charset = FaultCode.CHARACTER_SET;
    byte[] utf16 = ("\uFEFF" + get).getBytes(StandardCharsets.UTF_16LE);
    String utf16Type = "application/soap+xml;charset=UTF-16";
    rows.add(
        row(
            "another encoding declared",
            "<?xml version='1.0' encoding='ISO-8859-1'?>" + get,
            charset));
    rows.add(
        row(
            "UTF-16 declared, UTF-8 sent",
            "<?xml version='1.0' encoding='UTF-16'?>" + get,
            charset));
    rows.add(row("UTF-16 announced, UTF-8 sent", utf8(get), utf16Type, charset));
    rows.add(row("UTF-8 announced, UTF-16 sent", utf16, UTF_8, charset));
    rows.add(
        row(
            "a charset that is not read",
            utf8(get),
            "application/soap+xml; charset=\"ISO-8859-1\"",
            charset));
    rows.add(row("no charset at all", utf8(get), "application/soap+xml;charset=klingon", charset));
    rows.add(
        row(
            "half a character of UTF-16",
            Arrays.copyOf(utf16, utf16.length - 1),
            utf16Type,
            charset));
    rows.add(row("half a surrogate pair", loneSurrogate(get), utf16Type, charset));
    byte[] latin = get.replace("uuid:", "é").getBytes(StandardCharsets.ISO_8859_1);
    rows.add(row("Latin 1 as UTF-8", latin, UTF_8, charset));
    byte[] noise = new byte[10_000];
    new Random(1).nextBytes(noise);
    rows.add(row("noise", noise, UTF_8, charset));
    rows.add(row("noise as UTF-16", noise, utf16Type, charset));
    rows.add(row("zeros", new byte[4_000], UTF_8, FaultCode.MALFORMED_ENVELOPE));
    rows.add(
        row(
            "a byte order mark and nothing",
            new byte[] {(byte) 0xff, (byte) 0xfe},
            "",
            FaultCode.MALFORMED_ENVELOPE));
  }

  private static byte[] loneSurrogate(String get) {
    byte[] octets = ("\uFEFF" + get.replace("uuid:", "\u4444")).getBytes(StandardCharsets.UTF_16LE);
    for (int i = 0; i < octets.length; i += 2) {
      if (octets[i] == 0x44 && octets[i + 1] == 0x44) {
        octets[i] = 0;
        octets[i + 1] = (byte) 0xd8;
      }
    }
    return octets;
  }

  private static void headers(String get, List<Arguments> rows) {
    rows.add(
        row(
            "no header",
            get.replaceFirst("(?s)<s:Header>.*</s:Header>", ""),
            FaultCode.HEADER_REQUIRED));
    for (String local : List.of("Action", "To", "MessageID")) {
      String block = block(get, "wsa:" + local);
      rows.add(row("no " + local, get.replace(block, ""), FaultCode.HEADER_REQUIRED));
      rows.add(row("two of " + local, get.replace(block, block + block), FaultCode.INVALID_HEADER));
      rows.add(
          row(
              "an empty " + local,
              get.replace(block, "<wsa:" + local + "> </wsa:" + local + ">"),
              FaultCode.INVALID_HEADER));
    }
    String replyTo = block(get, "wsa:ReplyTo");
    rows.add(
        row("two of ReplyTo", get.replace(replyTo, replyTo + replyTo), FaultCode.INVALID_HEADER));
    rows.add(
        row("an empty ReplyTo", get.replace(replyTo, "<wsa:ReplyTo/>"), FaultCode.INVALID_HEADER));
    String uri = block(get, "wsman:ResourceURI");
    rows.add(row("no ResourceURI", get.replace(uri, ""), FaultCode.RESOURCE_UNKNOWN));
    rows.add(row("two of ResourceURI", get.replace(uri, uri + uri), FaultCode.INVALID_HEADER));
    rows.add(
        row(
            "an empty ResourceURI",
            get.replaceFirst(">http://control[^<]*<", "><"),
            FaultCode.RESOURCE_UNKNOWN));
    String selectors = block(get, "wsman:SelectorSet");
    rows.add(row("no SelectorSet", get.replace(selectors, ""), FaultCode.SELECTORS_INSUFFICIENT));
    rows.add(
        row(
            "two of SelectorSet",
            get.replace(selectors, selectors + selectors),
            FaultCode.INVALID_HEADER));
    rows.add(
        row(
            "addressing of 2005",
            get.replace(Ns.WSA, "http://www.w3.org/2005/08/addressing"),
            FaultCode.MUST_UNDERSTAND));
  }

  private static String block(String message, String name) {
    int start = message.indexOf("<" + name);
    String end = "</" + name + ">";
    return message.substring(start, message.indexOf(end) + end.length());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("table")
  void isAnsweredWithTheFaultThatFits(
      String name, byte[] octets, String contentType, List<FaultCode> expected) throws IOException {
    WsmanWorld world = withSubscription();

    Answer answer = world.send(octets, contentType).join();

    Document reply = fault(answer);
    assertThat(expected.stream().map(FaultCode::subcode).toList())
        .as(answer.body().utf8())
        .contains(subcode(reply));
    assertStillAlive(world);
  }

  private static WsmanWorld withSubscription() throws IOException {
    WsmanWorld world = new WsmanWorld();
    assertThat(world.ask(Files.readString(SUBSCRIBE)).status()).isEqualTo(200);
    return world;
  }

  private static void assertStillAlive(WsmanWorld world) throws IOException {
    assertThat(world.ask(get()).status()).isEqualTo(200);
    assertThat(world.subscriptions.view()).hasSize(1);
  }

  /** Checks what holds for every fault, and returns it. */
  private static Document fault(Answer answer) {
    boolean wide = answer.contentType().endsWith("UTF-16");
    String text =
        wide
            ? new String(answer.body().unsafeArray(), StandardCharsets.UTF_16)
            : answer.body().utf8();
    assertThat(answer.status()).as(text).isIn(400, 500);
    Document reply = WireXml.parse(text);
    String reason = WireXml.text(reply, Ns.SOAP, "Text");
    assertThat(reason).hasSizeGreaterThanOrEqualTo(20);
    assertThat(INSIDES.matcher(reason).find()).as(reason).isFalse();
    return reply;
  }

  private static String subcode(Document fault) {
    String code =
        WireXml.elements(fault, Ns.SOAP, "Subcode").stream()
            .findFirst()
            .map(element -> element.getTextContent().strip())
            .orElse("");
    return code.substring(code.indexOf(':') + 1);
  }

  /** Every message cut at every 7th octet, and at each of the last ones. */
  @Test
  void truncatedMessagesAreRefused() throws IOException {
    WsmanWorld world = withSubscription();
    byte[] whole = utf8(Files.readString(SUBSCRIBE).strip());

    for (int length = 0; length < whole.length; length += length < whole.length - 20 ? 7 : 1) {
      Document reply = fault(world.send(Arrays.copyOf(whole, length), UTF_8).join());
      assertThat(subcode(reply)).isEmpty();
    }

    assertStillAlive(world);
  }

  /**
   * Ten thousand damaged copies of all recorded requests. A damaged one may still be a good one;
   * then it is answered as one. None may bring out a failure of ours.
   */
  @Test
  void damagedMessagesNeverBringOutAFailureOfOurs() throws IOException {
    List<byte[]> recorded = recorded();
    Random random = new Random(20_051_130);
    WsmanWorld world = new WsmanWorld();

    for (int i = 0; i < 10_000; i++) {
      byte[] damaged = damage(recorded.get(random.nextInt(recorded.size())), random);
      CompletableFuture<Answer> pending = world.send(damaged, UTF_8);
      if (!pending.isDone()) {
        world.time.advance(java.time.Duration.ofMinutes(10));
      }
      Answer answer = pending.join();
      if (answer.status() != 200) {
        Document reply = fault(answer);
        assertThat(WireXml.text(reply, Ns.SOAP, "Text"))
            .as(new String(damaged, StandardCharsets.UTF_8))
            .doesNotContain("The server failed");
      }
    }

    assertThat(world.ask(get()).status()).isIn(200, 500); // the fountain may have been deleted
    assertThat(world.ask(Files.readString(SUBSCRIBE)).status()).isEqualTo(200);
  }

  private static List<byte[]> recorded() throws IOException {
    try (Stream<Path> files = Files.walk(ConversationTest.ROOT)) {
      return files
          .filter(file -> file.getFileName().toString().matches("\\d\\d-request\\.xml"))
          .sorted()
          .map(BadInputTest::read)
          .toList();
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** One to three of: an octet changed, a run removed, a run doubled, a digit or sign changed. */
  private static byte[] damage(byte[] message, Random random) {
    byte[] damaged = message.clone();
    for (int times = 1 + random.nextInt(3); times > 0 && damaged.length > 1; times--) {
      int at = random.nextInt(damaged.length);
      int end = Math.min(damaged.length, at + 1 + random.nextInt(40));
      switch (random.nextInt(5)) {
        case 0 -> damaged[at] = (byte) random.nextInt(256);
        case 1 -> damaged[at] = (byte) MARKS.charAt(random.nextInt(MARKS.length()));
        case 2 -> damaged = splice(damaged, at, end, new byte[0]);
        case 3 -> damaged = splice(damaged, end, end, Arrays.copyOfRange(damaged, at, end));
        default -> damaged = emptied(damaged, at);
      }
    }
    return damaged;
  }

  /** The text between the next tags is taken out or made a very long number. */
  private static byte[] emptied(byte[] message, int from) {
    String text = new String(message, StandardCharsets.ISO_8859_1);
    int start = text.indexOf('>', from);
    int end = start < 0 ? -1 : text.indexOf('<', start);
    if (end < 0) {
      return message;
    }
    byte[] instead =
        from % 2 == 0 ? new byte[0] : "9".repeat(from % 30).getBytes(StandardCharsets.ISO_8859_1);
    return splice(message, start + 1, end, instead);
  }

  private static byte[] splice(byte[] octets, int from, int to, byte[] instead) {
    byte[] result = new byte[octets.length - (to - from) + instead.length];
    System.arraycopy(octets, 0, result, 0, from);
    System.arraycopy(instead, 0, result, from, instead.length);
    System.arraycopy(octets, to, result, from + instead.length, octets.length - to);
    return result;
  }
}
