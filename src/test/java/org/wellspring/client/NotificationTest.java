package org.wellspring.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wellspring.client.ReceivedEvent.Kind;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlProblem;

final class NotificationTest {
  private static final String HEADERS =
      "<wsa:Action>%s</wsa:Action><wsa:MessageID>uuid:7</wsa:MessageID>"
          + "<fcs:Tag>a</fcs:Tag><wsman:Bookmark>b1</wsman:Bookmark>";

  @Test
  void oneEventKeepsItsActionBookmarkAndHeaders() throws XmlProblem {
    List<ReceivedEvent> events = read("urn:drank", "<fcs:Usage Volume='4.3'/>");

    assertThat(events).hasSize(1);
    ReceivedEvent event = events.get(0);
    assertThat(event.mode()).isEqualTo(Mode.PUSH);
    assertThat(event.kind()).isEqualTo(Kind.EVENT);
    assertThat(event.action()).isEqualTo("urn:drank");
    assertThat(event.messageId()).isEqualTo("uuid:7");
    assertThat(event.bookmark().map(XmlElement::text)).contains("b1");
    assertThat(event.headers()).anyMatch(h -> h.name().local().equals("Tag"));
  }

  @Test
  void aBatchIsTakenApartAndItsLastEventHasTheBookmark() throws XmlProblem {
    List<ReceivedEvent> events =
        read(
            "urn:batch",
            "<wsman:Events><wsman:Event Action='urn:1'><fcs:Usage/></wsman:Event>"
                + "<wsman:Event Action='http://schemas.dmtf.org/wbem/wsman/1/wsman/DroppedEvents'>"
                + "<wsman:DroppedEvents>17</wsman:DroppedEvents></wsman:Event></wsman:Events>");

    assertThat(events).extracting(ReceivedEvent::mode).containsOnly(Mode.BATCHED);
    assertThat(events)
        .extracting(ReceivedEvent::kind)
        .containsExactly(Kind.EVENT, Kind.DROPPED_EVENTS);
    assertThat(events.get(0).bookmark()).isEmpty();
    assertThat(events.get(1).bookmark()).isPresent();
    assertThat(events.get(0).action()).isEqualTo("urn:1");
  }

  @Test
  void october2004EventsHaveTheActionOfTheMessage() throws XmlProblem {
    List<ReceivedEvent> events =
        read(
            "urn:all",
            "<wsman04:Events><wsman04:Event><fcs:Usage/></wsman04:Event></wsman04:Events>");

    assertThat(events.get(0).action()).isEqualTo("urn:all");
    assertThat(events.get(0).body().orElseThrow().name().local()).isEqualTo("Usage");
  }

  /** Windows writes the event as text, and a heartbeat as an empty batch. */
  @Test
  void textInABatchAndAnEmptyBatchAreUnderstood() throws XmlProblem {
    List<ReceivedEvent> text =
        read(
            "urn:all",
            "<wsman:Events><wsman:Event Action='urn:1'><![CDATA[<a x='1'/>]]></wsman:Event></wsman:Events>");
    List<ReceivedEvent> empty = read("urn:all", "<wsman:Events></wsman:Events>");

    assertThat(text.get(0).body().orElseThrow().attribute("x")).contains("1");
    assertThat(empty).extracting(ReceivedEvent::kind).containsExactly(Kind.HEARTBEAT);
  }

  @Test
  void noticesAreToldByTheirActions() throws XmlProblem {
    assertThat(read("http://schemas.dmtf.org/wbem/wsman/1/wsman/Heartbeat", "").get(0).kind())
        .isEqualTo(Kind.HEARTBEAT);
    assertThat(read(Wire.SUBSCRIPTION_END, "<wse:SubscriptionEnd/>").get(0).kind())
        .isEqualTo(Kind.SUBSCRIPTION_END);
    assertThat(read("urn:my/Heartbeat", "").get(0).kind()).isEqualTo(Kind.EVENT);
  }

  @Test
  void whatIsNoEnvelopeIsRefused() {
    assertThatThrownBy(() -> Notification.read("<a/>"))
        .isInstanceOf(XmlProblem.class)
        .hasMessageContaining("envelope");
  }

  private static List<ReceivedEvent> read(String action, String content) throws XmlProblem {
    return Notification.read(ScriptedSoapServer.envelope(String.format(HEADERS, action), content))
        .events(Mode.PUSH);
  }
}
