package org.wellspring.soap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wellspring.fault.FaultCode;
import org.wellspring.fault.FaultException;
import org.wellspring.model.Bytes;

/** DSP0226 §6.7. */
final class WireEncodingTest {
  private static final String TEXT = "<a>ümläut 𝄞</a>";

  private static byte[] octets(String charset, boolean mark) {
    return ((mark ? "\uFEFF" : "") + TEXT).getBytes(Charset.forName(charset));
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-8,    false, application/soap+xml;charset=UTF-8,        UTF_8",
    "UTF-8,    false, application/soap+xml,                      UTF_8",
    "UTF-8,    true,  application/soap+xml;charset=utf-8,        UTF_8",
    "UTF-8,    true,  '',                                        UTF_8",
    "UTF-8,    false, 'application/soap+xml; charset=\"utf-8\"', UTF_8",
    "UTF-8,    false, 'application/soap+xml; action=\"x\"; CHARSET = utf-8', UTF_8",
    "UTF-16LE, true,  application/soap+xml;charset=UTF-16,       UTF_16",
    "UTF-16BE, true,  application/soap+xml;charset=UTF-16,       UTF_16",
    "UTF-16LE, false, application/soap+xml;charset=UTF-16,       UTF_16",
    "UTF-16BE, false, application/soap+xml;charset=UTF-16,       UTF_16",
    "UTF-16LE, true,  application/soap+xml;charset=UTF-16LE,     UTF_16",
    "UTF-16BE, true,  application/soap+xml,                      UTF_16",
    "UTF-16LE, false, application/soap+xml,                      UTF_16",
  })
  void messagesAreReadInTheEncodingTheyAreIn(
      String charset, boolean mark, String contentType, WireEncoding expected) {
    assertThat(WireEncoding.decode(octets(charset, mark), contentType))
        .isEqualTo(new WireEncoding.Decoded(TEXT, expected));
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-8,      false, text/xml;charset=UTF-16",
    "UTF-16LE,   true,  text/xml;charset=UTF-8",
    "UTF-16BE,   false, text/xml;charset=UTF-8",
    "UTF-8,      false, text/xml;charset=ISO-8859-1",
    "UTF-8,      false, text/xml;charset=UTF-32",
    "ISO-8859-1, false, text/xml;charset=UTF-8", // ü alone is no UTF-8
    "ISO-8859-1, false, text/xml",
  })
  void otherEncodingsAndContradictionsAreRefused(String charset, boolean mark, String contentType) {
    assertRefused(octets(charset, mark), contentType);
  }

  @Test
  void halfACharacterIsRefused() {
    assertRefused(new byte[] {(byte) 0xff, (byte) 0xfe, '<'}, "text/xml;charset=UTF-16");
    assertRefused(new byte[] {'<', (byte) 0xc3}, "text/xml;charset=UTF-8");
    assertRefused(new byte[] {(byte) 0xff}, "text/xml;charset=UTF-16");
  }

  private static void assertRefused(byte[] octets, String contentType) {
    assertThatExceptionOfType(FaultException.class)
        .isThrownBy(() -> WireEncoding.decode(octets, contentType))
        .satisfies(f -> assertThat(f.code()).isEqualTo(FaultCode.CHARACTER_SET));
  }

  @Test
  void anEmptyMessageIsEmptyInAnyEncoding() {
    for (String contentType : new String[] {"", "text/xml;charset=UTF-8", "a/b;charset=UTF-16"}) {
      assertThat(WireEncoding.decode(new byte[0], contentType).text()).isEmpty();
    }
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    for (WireEncoding encoding : WireEncoding.values()) {
      Bytes written = encoding.encode(TEXT);

      assertThat(WireEncoding.decode(written.unsafeArray(), encoding.contentType()))
          .isEqualTo(new WireEncoding.Decoded(TEXT, encoding));
    }
    byte[] wide = WireEncoding.UTF_16.encode("<").unsafeArray();
    assertThat(wide).containsExactly(0xff, 0xfe, '<', 0);
    assertThat(WireEncoding.of(StandardCharsets.UTF_16BE)).isEqualTo(WireEncoding.UTF_16);
    assertThat(WireEncoding.of(StandardCharsets.UTF_8)).isEqualTo(WireEncoding.UTF_8);
  }
}
