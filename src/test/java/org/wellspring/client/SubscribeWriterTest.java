package org.wellspring.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.wellspring.model.EndpointReference;
import org.wellspring.model.FilterSpec;
import org.wellspring.model.OversizePolicy;
import org.wellspring.xml.XmlElement;

final class SubscribeWriterTest {
  private static final EndpointReference SINK = EndpointReference.to("http://127.0.0.1:1/sink");
  private static final FilterSpec FILTER =
      new FilterSpec("urn:d", "//u:x", Map.of("u", "urn:u"), Optional.empty());

  /** WS-Eventing 2004/08 fixes the order: EndTo, Delivery, Expires, Filter, extensions. */
  @Test
  void everythingIsWrittenInTheOrderOfTheSchema() {
    XmlElement subscribe =
        write(
            Generation.DMTF,
            SubscribeOptions.to(Mode.BATCHED, SINK)
                .endTo(SINK)
                .expires("PT1H")
                .filter(FILTER)
                .heartbeats(Duration.ofSeconds(20))
                .batch(
                    new BatchLimits(
                        OptionalInt.of(5),
                        OptionalLong.empty(),
                        Optional.of(Duration.ofSeconds(3))))
                .maxEnvelope(51200)
                .oversize(OversizePolicy.SKIP)
                .bookmarks(
                    new BookmarkChoice(
                        BookmarkChoice.Start.EARLIEST,
                        Optional.empty(),
                        BookmarkChoice.Wish.SEND)));

    assertThat(subscribe.elements().map(e -> e.name().local()))
        .containsExactly("EndTo", "Delivery", "Expires", "Filter", "Bookmark", "SendBookmarks");
    XmlElement delivery = delivery(subscribe);
    assertThat(delivery.elements().map(e -> e.name().local() + "=" + e.trimmedText()))
        .containsExactly(
            "NotifyTo=http://127.0.0.1:1/sink",
            "Heartbeats=PT20S",
            "MaxElements=5",
            "MaxTime=PT3S",
            "MaxEnvelopeSize=51200");
    assertThat(child(delivery, Generation.DMTF, "MaxEnvelopeSize").attribute("Policy"))
        .contains("Skip");
    assertThat(child(subscribe, Generation.DMTF, "Bookmark").text())
        .isEqualTo("http://schemas.dmtf.org/wbem/wsman/1/wsman/bookmark/earliest");
  }

  @Test
  void october2004HasItemsCharactersAndTheFilterOfEventing() {
    XmlElement subscribe =
        write(
            Generation.OCTOBER_2004,
            SubscribeOptions.to(Mode.BATCHED, SINK)
                .filter(FILTER)
                .batch(
                    new BatchLimits(
                        OptionalInt.of(100), OptionalLong.of(51120), Optional.empty())));

    XmlElement delivery = delivery(subscribe);
    assertThat(delivery.attribute("Mode"))
        .contains("http://schemas.xmlsoap.org/ws/2004/09/management/Batched");
    assertThat(child(delivery, Generation.OCTOBER_2004, "MaxItems").text()).isEqualTo("100");
    assertThat(child(delivery, Generation.OCTOBER_2004, "MaxCharacters").text()).isEqualTo("51120");
    assertThat(subscribe.childText(Wire.WSE, "Filter")).contains("//u:x");
  }

  @Test
  void aBookmarkOfAnEarlierEventIsSentBackWithItsContent() {
    XmlElement seen =
        ScriptedSoapServer.xml("<wsman:Bookmark><fcs:Seq>4711</fcs:Seq></wsman:Bookmark>");

    XmlElement subscribe =
        write(
            Generation.JUNE_2005,
            SubscribeOptions.pull()
                .bookmarks(
                    new BookmarkChoice(
                        BookmarkChoice.Start.NOW, Optional.of(seen), BookmarkChoice.Wish.OMIT)));

    XmlElement bookmark = child(subscribe, Generation.JUNE_2005, "Bookmark");
    assertThat(bookmark.firstElement().map(XmlElement::text)).contains("4711");
  }

  @Test
  void referenceDataOfTheSinkIsWrittenWhereItWas() {
    XmlElement tag = ScriptedSoapServer.xml("<fcs:Tag>a</fcs:Tag>");
    EndpointReference sink = new EndpointReference(SINK.address(), List.of(), List.of(tag));

    XmlElement notifyTo =
        delivery(write(Generation.DMTF, SubscribeOptions.to(Mode.PUSH, sink)))
            .child(Wire.WSE, "NotifyTo")
            .orElseThrow();

    assertThat(Envelopes.readEndpoint(notifyTo).referenceParameters()).hasSize(1);
  }

  @Test
  void modesThatAGenerationLacksAreRefused() {
    assertThatThrownBy(() -> write(Generation.DMTF, SubscribeOptions.trap()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("trap");
    assertThat(Generation.OCTOBER_2004.modeUri(Mode.PUSH_WITH_ACK)).isEmpty();
    assertThat(Generation.JUNE_2005.modeUri(Mode.PUSH_WITH_ACK))
        .contains("http://schemas.xmlsoap.org/ws/2005/06/management/PushWithAck");
  }

  @Test
  void aPushingModeNeedsASink() {
    assertThatThrownBy(() -> SubscribeOptions.of(Mode.PUSH).build())
        .hasMessageContaining("needs an address");
  }

  private static XmlElement write(Generation generation, SubscribeOptions.Builder options) {
    return new SubscribeWriter(generation, options.build()).write();
  }

  private static XmlElement delivery(XmlElement subscribe) {
    return subscribe.child(Wire.WSE, "Delivery").orElseThrow();
  }

  private static XmlElement child(XmlElement parent, Generation generation, String local) {
    return parent.child(generation.namespace(), local).orElseThrow();
  }
}
