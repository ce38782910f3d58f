package org.wellspring.intake.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlLimits;
import org.wellspring.xml.XmlName;
import org.wellspring.xml.XmlOutput;
import org.wellspring.xml.XmlProblem;
import org.wellspring.xml.XmlReader;

final class SyslogParserTest {
  private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
  private static final String NS = SyslogParser.NAMESPACE;
  private final SyslogParser parser = new SyslogParser(ZoneId.of("America/Denver"));

  private XmlElement parse(String message) {
    return parser.parse(message.getBytes(StandardCharsets.UTF_8), NOW);
  }

  /** {@code name=value; …} of all children but the priority ones. */
  private static String shown(XmlElement message) {
    return message
        .elements()
        .filter(child -> !child.name().local().matches("facility|severity|structuredData"))
        .map(child -> child.name().local() + "=" + child.text())
        .collect(Collectors.joining("; "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        // RFC 5424
        "<34>1 2026-03-01T22:14:15.003Z door.school.org badge - ID47 - reader said no"
            + "|priority=34; timestamp=2026-03-01T22:14:15.003Z; host=door.school.org; app=badge;"
            + " msgid=ID47; text=reader said no",
        "<165>1 2026-08-24T05:14:15.000003-07:00 192.0.2.1 proc 8710 - - %% done."
            + "|priority=165; timestamp=2026-08-24T05:14:15.000003-07:00; host=192.0.2.1; app=proc;"
            + " procid=8710; text=%% done.",
        "<0>1 - - - - - -|priority=0",
        "<191>1 - h - - - - |priority=191; host=h",
        "<13>1 - h a p m - two  spaces |priority=13; host=h; app=a; procid=p; msgid=m; text=two  spaces ",
        "<13>1 - h a p m [x@1 k=\"v\"]|priority=13; host=h; app=a; procid=p; msgid=m",
        "<13>1 - h a p m [x@1 k=\"v\"][y@1] t|priority=13; host=h; app=a; procid=p; msgid=m; text=t",
        // RFC 5424, damaged: nothing is thrown away
        "<13>1 - h a p m [x@1 k=\"v t|priority=13; host=h; app=a; procid=p; msgid=m; text=[x@1 k=\"v t",
        "<13>1 - h a p m no data|priority=13; host=h; app=a; procid=p; msgid=m; text=no data",
        "<13>1 2026-13-01T00:00:00Z h a p m - t|priority=13; text=1 2026-13-01T00:00:00Z h a p m - t",
        "<13>1 yesterday h a p m - t|priority=13; text=1 yesterday h a p m - t",
        "<13>1 - h|priority=13; text=1 - h",
        "<13>1 |priority=13; text=1 ",
        // RFC 3164 and what is sent under its name
        "<34>Feb 11 22:14:15 mymachine su: no root for you"
            + "|priority=34; timestamp=2026-02-11T22:14:15-07:00; host=mymachine; app=su;"
            + " text=no root for you",
        "<13>Feb  5 17:32:18 10.0.0.99 Use the brush"
            + "|priority=13; timestamp=2026-02-05T17:32:18-07:00; host=10.0.0.99; text=Use the brush",
        "<13>Mar 2 01:00:00 h sshd[4711]: ok"
            + "|priority=13; timestamp=2026-03-02T01:00:00-07:00; host=h; app=sshd; procid=4711; text=ok",
        "<13>Mar  2 01:00:00.250 h a[]: ok"
            + "|priority=13; timestamp=2026-03-02T01:00:00.25-07:00; host=h; app=a; text=ok",
        "<13>Dec 31 23:59:59 h a: last year"
            + "|priority=13; timestamp=2025-12-31T23:59:59-07:00; host=h; app=a; text=last year",
        "<13>Feb 29 12:00:00 h a: leap"
            + "|priority=13; timestamp=2024-02-29T12:00:00-07:00; host=h; app=a; text=leap",
        "<13>Jul  1 2021 00:00:00: %X-1: y"
            + "|priority=13; timestamp=2021-07-01T00:00:00-06:00; app=%X-1; text=y",
        "<13>Feb 11 22:14:15 cron[9]: no host"
            + "|priority=13; timestamp=2026-02-11T22:14:15-07:00; app=cron; procid=9; text=no host",
        "<13>2026-02-11T22:14:15+01:00 h a: iso"
            + "|priority=13; timestamp=2026-02-11T22:14:15+01:00; host=h; app=a; text=iso",
        "<13>su: no timestamp|priority=13; app=su; text=no timestamp",
        "<13>just words|priority=13; text=just words",
        "<13>Feb 31 22:14:15 h a: no such day|priority=13; text=Feb 31 22:14:15 h a: no such day",
        "<13>Foo 11 22:14:15 h a: month|priority=13; text=Foo 11 22:14:15 h a: month",
        "<13>Feb 11 22:14:15|priority=13; timestamp=2026-02-11T22:14:15-07:00",
        "<13>|priority=13",
        "<13>2 future version|priority=13; text=2 future version",
        // no PRI, or none that is one: user.notice, and all of it text
        "no pri at all|priority=13; text=no pri at all",
        "<192>1 - - - - - - x|priority=13; text=<192>1 - - - - - - x",
        "<-1>x|priority=13; text=<-1>x",
        "<1234>x|priority=13; text=<1234>x",
        "<>x|priority=13; text=<>x",
        "<13|priority=13; text=<13",
        "< 13>x|priority=13; text=< 13>x",
        "<٣>x|priority=13; text=<٣>x"
      })
  void eachMessageBecomesTheFieldsItHas(String message, String fields) {
    assertThat(shown(parse(message))).isEqualTo(fields);
  }

  @ParameterizedTest
  @CsvSource({
    "0,kern,emerg",
    "34,auth,crit",
    "86,authpriv,info",
    "165,local4,notice",
    "191,local7,debug"
  })
  void facilityAndSeverityGoByName(int priority, String facility, String severity) {
    XmlElement message = parse("<" + priority + ">x");

    assertThat(message.name()).isEqualTo(new XmlName(NS, "Message"));
    assertThat(message.prefix()).isEqualTo("sl");
    assertThat(message.childText(NS, "facility")).contains(facility);
    assertThat(message.childText(NS, "severity")).contains(severity);
    assertThat(message.elements().map(child -> child.name().local()))
        .containsExactly("facility", "severity", "priority", "text");
  }

  @Test
  void structuredDataIsNestedAfterTheText() {
    XmlElement message =
        parse("<13>1 - h a p m [x@32473 iut=\"3\" s=\"a \\\"q\\\" \\\\ \\] \\n\"][y b=\"\"][z] t");

    XmlElement data = message.elements().reduce((first, second) -> second).orElseThrow();
    assertThat(data.name().local()).isEqualTo("structuredData");
    assertThat(data.elements(NS, "element").map(e -> e.attribute("id").orElseThrow()))
        .containsExactly("x@32473", "y", "z");
    XmlElement first = data.firstElement().orElseThrow();
    assertThat(first.elements().map(p -> p.attribute("name").orElseThrow() + "=" + p.text()))
        .containsExactly("iut=3", "s=a \"q\" \\ ] \\n");
  }

  @Test
  void aByteOrderMarkBeforeTheTextIsNotText() {
    assertThat(shown(parse("<13>1 - h a p m - \uFEFFäöü"))).endsWith("text=äöü");
    assertThat(shown(parse("<13>a: \uFEFFx"))).endsWith("text=x");
  }

  @Test
  void trailingLineEndsAndNulsAreNotText() {
    assertThat(shown(parse("<13>x\r\n\0"))).isEqualTo("priority=13; text=x");
  }

  @Test
  void octetsThatAreNotUtf8AreReplaced() {
    byte[] message = "<13>a: x?y".getBytes(StandardCharsets.US_ASCII);
    message[8] = (byte) 0xFF;

    assertThat(shown(parser.parse(message, NOW))).endsWith("text=x\uFFFDy");
  }

  @Test
  void charactersThatXmlCannotHoldAreReplaced() throws XmlProblem {
    XmlElement message =
        parse("<13>1 - h\u0001 a p\u001b m [x\u0002 k\u0003=\"\u0004\"] \u001b[31mred\u0000!\tok");

    assertThat(message.childText(NS, "text")).contains("\uFFFD[31mred\uFFFD!\tok");
    assertThat(new XmlReader(XmlLimits.DEFAULTS).read(XmlOutput.toUtf8(message)).text())
        .isEqualTo(message.text());
  }

  static LongStream seeds() {
    return LongStream.concat(LongStream.range(0, 300), LongStream.of(new Random().nextLong()));
  }

  /** Mutilated messages: always an element, always readable again. */
  @ParameterizedTest
  @MethodSource("seeds")
  void nothingBreaksTheParser(long seed) throws XmlProblem {
    Random random = new Random(seed);
    byte[] message =
        "<165>1 2026-08-24T05:14:15.000003-07:00 h evnt 87 ID4 [x@1 a=\"b\\\"\" c=\"d\"][y] \uFEFFtext"
            .getBytes(StandardCharsets.UTF_8);
    byte[] old = "<34>Feb 29 22:14:15 mymachine su[12]: 'su root'".getBytes(StandardCharsets.UTF_8);
    byte[] victim = random.nextBoolean() ? message : old;
    for (int i = random.nextInt(6); i >= 0; i--) {
      victim[random.nextInt(victim.length)] =
          random.nextBoolean()
              ? (byte) random.nextInt()
              : (byte) "<>[]\" \\=-:1".charAt(random.nextInt(11));
    }

    XmlElement parsed = parser.parse(Arrays.copyOf(victim, random.nextInt(victim.length + 1)), NOW);

    assertThat(parsed.childText(NS, "facility")).isPresent();
    assertThat(new XmlReader(XmlLimits.DEFAULTS).read(XmlOutput.toUtf8(parsed)).text())
        .isEqualTo(parsed.text());
    parsed.childText(NS, "timestamp").ifPresent(java.time.OffsetDateTime::parse);
  }

  @Test
  void aMegabyteOfBracketsTakesNoTime() {
    for (String piece : new String[] {"[", "[a b=\"\\\"", "<", "a:", "Feb 11 ", "\\"}) {
      assertThat(parse("<13>1 - h a p m " + piece.repeat(200_000))).isNotNull();
      assertThat(parse("<13>" + piece.repeat(200_000))).isNotNull();
    }
  }
}
