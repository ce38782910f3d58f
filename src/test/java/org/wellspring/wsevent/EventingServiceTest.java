package org.wellspring.wsevent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.wellspring.fault.FaultCode;
import org.wellspring.model.Principal;
import org.wellspring.model.Principal.Role;
import org.wellspring.soap.Ns;
import org.wellspring.soap.http.SoapService.Answer;
import org.wellspring.testing.conversation.Stage.Shape;
import org.wellspring.testing.conversation.WireXml;
import org.wellspring.wsevent.EventingSettings.Endless;

/** What a conversation cannot show: who asks, what HTTP says besides, other settings. */
final class EventingServiceTest {
  private static final Principal ALICE = new Principal("alice", Role.USER);
  private static final Principal BOB = new Principal("bob", Role.USER);
  private static final Principal OPERATOR = new Principal("operator", Role.ADMIN);

  private final EventingWorld world = new EventingWorld(Shape.USUAL);

  private static String request(String folder, String step) throws IOException {
    return Files.readString(EventingConversationTest.ROOT.resolve(folder).resolve(step));
  }

  private Answer ask(Principal who, String request) {
    return world.ask(request, EventingWorld.caller(who, EventingWorld.URL, Optional.empty()));
  }

  private static String fault(Answer answer) {
    Document reply = WireXml.parse(answer.body().utf8());
    var values = WireXml.elements(reply, Ns.SOAP, "Value");
    return values.isEmpty() ? "" : values.get(values.size() - 1).getTextContent();
  }

  /** Nobody learns more of a subscription of others than that there is none of theirs. */
  @Test
  void aSubscriptionIsManagedByItsOwnerAndByOperatorsOnly() throws IOException {
    String folder = "w3c/life-unwrapped";
    Answer made = ask(ALICE, request(folder, "01-request-fountains.xml"));
    String id = WireXml.text(WireXml.parse(made.body().utf8()), "*", "SubscriptionID");
    String status = request(folder, "10-request.xml").replace("{{SubscriptionID}}", id);
    String unsubscribe = request(folder, "12-request.xml").replace("{{SubscriptionID}}", id);

    assertThat(fault(ask(BOB, status))).isEqualTo("wse:UnknownSubscription");
    assertThat(fault(ask(BOB, unsubscribe))).isEqualTo("wse:UnknownSubscription");
    assertThat(ask(ALICE, status).status()).isEqualTo(200);
    assertThat(ask(OPERATOR, status).status()).isEqualTo(200);
  }

  @Test
  void withoutCredentialsNothingIsAnswered() throws IOException {
    String request = request("w3c/all-resources", "01-request.xml");
    Answer answer =
        world.ask(
            request,
            new org.wellspring.soap.http.SoapService.Caller(
                Optional.empty(),
                org.wellspring.soap.http.SoapService.Caller.Protection.PROTECTED,
                EventingWorld.URL,
                Optional.empty()));

    assertThat(answer.status()).isEqualTo(500);
    assertThat(world.subscriptions().view()).isEmpty();
  }

  /** WS-Addressing 1.0 SOAP binding §4.2. The version of 2004 has no such rule. */
  @Test
  void soapActionMustBeTheMessagesOwn() throws IOException {
    String w3c = request("w3c/all-resources", "01-request.xml");
    String old = request("august2004/leases", "01-request.xml");

    assertThat(fault(asked(w3c, "urn:other"))).isEqualTo("wsa:ActionMismatch");
    assertThat(asked(w3c, Ns.WSE11 + "/Subscribe").status()).isEqualTo(200);
    assertThat(asked(old, "urn:other").status()).isEqualTo(200);
  }

  private Answer asked(String request, String soapAction) {
    return world.ask(
        request,
        EventingWorld.caller(Principal.ANONYMOUS, EventingWorld.URL, Optional.of(soapAction)));
  }

  /** Setting subscription.unlimited-leases. */
  @Test
  void aLeaseWithoutEndIsRefusedOrCutWhereItIsNotGranted() throws IOException {
    EventingWorld bounded = new EventingWorld(Shape.USUAL, Endless.REFUSED);
    String never = request("w3c/leases", "01-request.xml");
    var caller = EventingWorld.caller(Principal.ANONYMOUS, EventingWorld.URL, Optional.empty());

    assertThat(fault(bounded.ask(never, caller))).isEqualTo("wse:UnsupportedExpirationValue");
    String any = never.replace("<wse:Expires>", "<wse:Expires BestEffort='true'>");
    Document granted = WireXml.parse(bounded.ask(any, caller).body().utf8());
    assertThat(WireXml.text(granted, Ns.WSE11, "GrantedExpires")).isEqualTo("PT168H");
  }

  @Test
  void whatIsRefusedBeforeItIsReadIsAFaultToo() {
    Answer answer = world.service.refuse(FaultCode.REQUEST_TOO_LARGE, "The request is too large.");

    assertThat(answer.status()).isEqualTo(500);
    assertThat(fault(answer)).isEqualTo("s:Sender");
  }

  @Test
  void theEventsOfAnUnknownResourceAreAFault() {
    assertThat(world.service.events(EventingWorld.URL)).contains("fountains.Usage", "syslog");
    assertThat(world.service.events(EventingWorld.URL + "/syslog")).doesNotContain("fountains");
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> world.service.events(EventingWorld.URL + "/nowhere"))
        .hasMessageContaining("fountains, syslog");
  }
}
