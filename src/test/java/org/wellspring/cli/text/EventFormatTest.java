package org.wellspring.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wellspring.client.Mode;
import org.wellspring.client.ReceivedEvent;
import org.wellspring.client.ReceivedEvent.Kind;
import org.wellspring.client.ScriptedSoapServer;
import org.wellspring.xml.XmlElement;

final class EventFormatTest {
  private static final XmlElement BOOKMARK =
      ScriptedSoapServer.xml("<wsman:Bookmark>b7</wsman:Bookmark>");

  @Test
  void textIsOneLineForPeople() {
    ReceivedEvent event =
        event(
            Kind.EVENT, "<fcs:Usage Time='t' Volume='4.3'><fcs:Note>a\n b</fcs:Note></fcs:Usage>");

    assertThat(EventFormat.TEXT.line(event))
        .isEqualTo("push        Usage Time=t Volume=4.3 Note=a b  [bookmark b7]");
  }

  @Test
  void noticesSayWhatTheyAre() {
    ReceivedEvent heartbeat =
        new ReceivedEvent(
            Mode.BATCHED, Kind.HEARTBEAT, "", "", Optional.empty(), Optional.empty(), List.of());

    assertThat(EventFormat.TEXT.line(heartbeat)).isEqualTo("batched     heartbeat heartbeat");
    assertThat(EventFormat.XML.line(heartbeat)).isEqualTo("<!-- heartbeat -->");
    assertThat(
            EventFormat.TEXT.line(
                event(Kind.DROPPED_EVENTS, "<wsman:DroppedEvents>17</wsman:DroppedEvents>")))
        .contains("dropped-events DroppedEvents 17");
  }

  @Test
  void xmlIsTheElementOnOneLine() {
    assertThat(EventFormat.XML.line(event(Kind.EVENT, "<fcs:Usage>\n  <fcs:A/>\n</fcs:Usage>")))
        .startsWith("<fcs:Usage xmlns:fcs=")
        .doesNotContain("\n");
  }

  @Test
  void jsonHasAttributesChildrenListsAndNulls() {
    String json =
        EventFormat.JSON.line(
            event(
                Kind.EVENT,
                "<fcs:Usage Volume='4.3'><fcs:Tag>a</fcs:Tag><fcs:Tag>b&quot;</fcs:Tag>"
                    + "<fcs:In><fcs:X>1</fcs:X></fcs:In><fcs:No"
                    + " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:nil='true'/></fcs:Usage>"));

    assertThat(json)
        .startsWith("{\"mode\":\"push\",\"kind\":\"event\",\"action\":\"urn:a\"")
        .contains("\"class\":\"Usage\"")
        .endsWith(
            "\"event\":{\"Volume\":\"4.3\",\"Tag\":[\"a\",\"b\\\"\"],\"In\":{\"X\":\"1\"},\"No\":null}}");
  }

  @Test
  void prettyXmlIndentsStructureAndLeavesTextAlone() {
    String pretty =
        PrettyXml.of(
            ScriptedSoapServer.xml("<fcs:A><fcs:B>x y</fcs:B><fcs:C><fcs:D/></fcs:C></fcs:A>"));

    assertThat(pretty)
        .isEqualTo(
            """
            <fcs:A xmlns:fcs="http://control.fineartschool.com/schemas/fcs">
              <fcs:B>x y</fcs:B>
              <fcs:C>
                <fcs:D/>
              </fcs:C>
            </fcs:A>""");
  }

  @Test
  void envelopesAreShownWithoutPasswords() {
    StringWriter shown = new StringWriter();
    EnvelopePrinter printer = new EnvelopePrinter(new PrintWriter(shown, true));

    printer.sent("POST http://h/wsman", "<a><w:Password xmlns:w='u' T='x'>s3cret</w:Password></a>");
    printer.received(500, "not xml");

    assertThat(shown.toString())
        .contains("> POST http://h/wsman")
        .contains(">****<")
        .contains("< HTTP 500")
        .contains("not xml")
        .doesNotContain("s3cret");
  }

  private static ReceivedEvent event(Kind kind, String body) {
    return new ReceivedEvent(
        Mode.PUSH,
        kind,
        "urn:a",
        "uuid:1",
        Optional.of(BOOKMARK),
        Optional.of(ScriptedSoapServer.xml(body)),
        List.of());
  }
}
