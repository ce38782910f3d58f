package org.wellspring.soap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;
import org.wellspring.testing.Events;
import org.wellspring.xml.XmlLimits;

final class EnvelopeReaderTest {
  private static final String TYPE = "application/soap+xml;charset=UTF-8";

  private final EnvelopeReader reader = new EnvelopeReader(XmlLimits.DEFAULTS);

  private Envelope read(String document) {
    return reader.read(document.getBytes(StandardCharsets.UTF_8), TYPE);
  }

  /** In the tables, s is SOAP 1.2. */
  private static String envelope(String content) {
    return "<s:Envelope xmlns:s='" + Ns.SOAP + "'>" + content + "</s:Envelope>";
  }

  @Test
  void headersAndTheBodysChildAreFound() {
    Envelope envelope =
        read(envelope("<s:Header><a/><b/><a/></s:Header> <s:Body> <op x='1'/> </s:Body>"));

    assertThat(envelope.headers()).hasSize(3);
    assertThat(envelope.headers("", "a")).hasSize(2);
    assertThat(envelope.header("", "b")).isPresent();
    assertThat(envelope.bodyIs("", "op")).isTrue();
    assertThat(envelope.encoding()).isEqualTo(WireEncoding.UTF_8);
  }

  @Test
  void headerAndBodyContentMayBeMissing() {
    assertThat(read(envelope("<s:Body/>")).headers()).isEmpty();
    assertThat(read(envelope("<s:Header/><s:Body/>")).body()).isEmpty();
    assertThat(read(envelope("<!-- c --><s:Body> text </s:Body>")).body()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<s:Body/><s:Body/>                    | after the Body stands",
        "<s:Body/><trailing/>                  | after the Body stands trailing",
        "<s:Body><a/><b/></s:Body>             | the Body holds 2 elements",
        "<s:Header/>                           | has no Body",
        "<x/><s:Body/>                         | has no Body (or something before it)",
        "<s:Header/><x/><s:Body/>              | has no Body",
        "<s:Header/><s:Header/><s:Body/>       | has no Body",
        "<s:Body/><s:Header/>                  | after the Body stands",
        "<Body/>                               | has no Body",
      })
  void whatIsNoEnvelopeIsMalformed(String content, String says) {
    assertFault(envelope(content), FaultCode.MALFORMED_ENVELOPE, says);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body/></s:Envelope> | VERSION_MISMATCH | schemas.xmlsoap.org/soap/envelope/",
        "<Envelope/>             | VERSION_MISMATCH   | namespace none",
        "<html/>                 | MALFORMED_ENVELOPE | html",
        "<a><b></a>              | MALFORMED_ENVELOPE | cannot be read",
        "<!DOCTYPE a><a/>        | MALFORMED_ENVELOPE | document type",
        "<?xml version='1.0' encoding='ISO-8859-1'?><a/> | CHARACTER_SET | ISO-8859-1",
      })
  void otherDocumentsAreRefusedByTheirKind(String document, FaultCode code, String says) {
    assertFault(document, code, says);
  }

  @Test
  void anEmptyMessageIsMalformed() {
    assertFault("", FaultCode.MALFORMED_ENVELOPE, "cannot be read");
    assertThatExceptionOfType(FaultException.class)
        .isThrownBy(() -> reader.read(new byte[0], "application/soap+xml;charset=UTF-16"))
        .satisfies(f -> assertThat(f.code()).isEqualTo(FaultCode.MALFORMED_ENVELOPE));
  }

  private void assertFault(String document, FaultCode code, String says) {
    assertThatExceptionOfType(FaultException.class)
        .isThrownBy(() -> read(document))
        .withMessageContaining(says)
        .satisfies(f -> assertThat(f.code()).isEqualTo(code));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "s:mustUnderstand='true'              | true",
        "s:mustUnderstand=' 1 '               | true",
        "s:mustUnderstand='false'             | false",
        "s:mustUnderstand='0'                 | false",
        "mustUnderstand='true'                | false",
        "s:x='1'                              | false",
        "s:mustUnderstand='1' s:role='http://www.w3.org/2003/05/soap-envelope/role/next' | true",
        "s:mustUnderstand='1' s:role='http://www.w3.org/2003/05/soap-envelope/role/none' | false",
        "s:mustUnderstand='1' s:role='urn:somebody-else' | false",
      })
  void onlyBlocksForUsMustBeUnderstood(String attributes, boolean expected) {
    assertThat(
            EnvelopeReader.mustUnderstand(
                Events.xml("<b xmlns:s='" + Ns.SOAP + "' " + attributes + "/>")))
        .isEqualTo(expected);
  }
}
