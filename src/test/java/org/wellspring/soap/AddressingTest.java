package org.wellspring.soap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;
import org.wellspring.soap.Addressing.Strictness;
import org.wellspring.testing.Events;

/** WS-Addressing 2004/08 §3; DSP0226 §5.4. */
final class AddressingTest {
  private static final String ACTION = "<a:Action> urn:act </a:Action>";
  private static final String TO = "<a:To>\n http://host/wsman \n</a:To>";
  private static final String ID = "<a:MessageID>uuid:1</a:MessageID>";
  private static final String REPLY = replyTo("ReplyTo", Ns.ANONYMOUS);

  private static String replyTo(String header, String address) {
    return "<a:" + header + "><a:Address>" + address + "</a:Address></a:" + header + ">";
  }

  private static Envelope envelope(String headers) {
    return new Envelope(
        Events.xml("<h xmlns:a='" + Ns.WSA + "'>" + headers + "</h>").elements().toList(),
        Optional.empty(),
        WireEncoding.UTF_8,
        SoapVersion.SOAP_1_2);
  }

  private static void assertFault(String headers, FaultCode code, String says) {
    assertThatExceptionOfType(FaultException.class)
        .isThrownBy(() -> Addressing.read(envelope(headers), Strictness.STRICT))
        .withMessageContaining(says)
        .satisfies(f -> assertThat(f.code()).isEqualTo(code));
  }

  @Test
  void completeHeadersAreReadTrimmed() {
    Addressing read = Addressing.read(envelope(ACTION + TO + ID + REPLY), Strictness.STRICT);

    assertThat(read.action()).isEqualTo("urn:act");
    assertThat(read.to()).isEqualTo("http://host/wsman");
    assertThat(read.messageId()).isEqualTo("uuid:1");
    assertThat(read.replyTo()).isPresent();
    assertThat(read.faultTo()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"Action", "To", "MessageID", "ReplyTo"})
  void aMissingHeaderIsNamed(String missing) {
    String headers =
        (ACTION + TO + ID + REPLY)
            .replaceAll("<a:" + missing + ">[\\s\\S]*</a:" + missing + ">", "");

    assertFault(headers, FaultCode.HEADER_REQUIRED, "wsa:" + missing);

    assertThatExceptionOfType(FaultException.class)
        .isThrownBy(() -> Addressing.read(envelope(headers), Strictness.STRICT))
        .satisfies(
            f -> assertThat(f.detail()).singleElement().asString().contains("wsa:" + missing));
  }

  @Test
  void aMissingReplyToMeansAnonymousToTheLenient() {
    assertThat(Addressing.read(envelope(ACTION + TO + ID), Strictness.LENIENT).replyTo()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Action", "To", "MessageID"})
  void anEmptyHeaderIsRefused(String empty) {
    String headers =
        (ACTION + TO + ID + REPLY)
            .replaceAll(
                "<a:" + empty + ">[\\s\\S]*</a:" + empty + ">",
                "<a:" + empty + "> </a:" + empty + ">");

    assertFault(headers, FaultCode.INVALID_HEADER, "wsa:" + empty + " is empty");
  }

  @Test
  void aHeaderThatIsThereTwiceIsRefused() {
    String all = ACTION + TO + ID + REPLY;

    for (String again : new String[] {ACTION, TO, ID, REPLY}) {
      assertFault(all + again, FaultCode.HEADER_REPEATED, "is there 2 times");
    }
    String fault = replyTo("FaultTo", Ns.ANONYMOUS);
    assertFault(all + fault + fault, FaultCode.HEADER_REPEATED, "wsa:FaultTo is there 2 times");
  }

  @ParameterizedTest
  @CsvSource({
    "ReplyTo, http://client/replies, http://client/replies",
    "FaultTo, http://client/faults,  http://client/faults",
    "FaultTo, '',                    an empty one",
  })
  void repliesGoIntoTheHttpResponseOnly(String header, String address, String says) {
    String reply = header.equals("ReplyTo") ? "" : REPLY;

    assertFault(
        ACTION + TO + ID + reply + replyTo(header, address),
        FaultCode.UNSUPPORTED_ADDRESSING_MODE,
        says);
  }

  @Test
  void aReplyToWithoutAddressIsAnInvalidHeader() {
    assertFault(ACTION + TO + ID + "<a:ReplyTo/>", FaultCode.ADDRESS_MISSING, "no wsa:Address");
  }

  @Test
  void aFaultCanRelateToWhateverMessageIdThereIs() {
    assertThat(Addressing.messageId(envelope(ID))).contains("uuid:1");
    assertThat(Addressing.messageId(envelope("<a:MessageID/>"))).isEmpty();
    assertThat(Addressing.messageId(envelope(""))).isEmpty();
  }
}
