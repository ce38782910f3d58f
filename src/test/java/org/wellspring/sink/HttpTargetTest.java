package org.wellspring.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpTargetTest {
  @ParameterizedTest
  @CsvSource({
    "http://Host/p, http://host, host, /p",
    "http://host, http://host, host, /",
    "http://host?q, http://host, host, /?q",
    "http://host:80/, http://host, host, /",
    "https://host:443/, https://host, host, /",
    "HTTP://host:443/, http://host:443, host:443, /",
    "http://[::1]:8080/p, http://[::1]:8080, [::1]:8080, /p",
    "http://my_pc:5985/wsman/sub?id=1#part, http://my_pc:5985, my_pc:5985, /wsman/sub?id=1",
    "http://host:/p, http://host, host, /p",
    "http://host/a%20b/\u00e9, http://host, host, /a%20b/%C3%A9",
  })
  void addressIsTakenApart(String address, String origin, String authority, String path)
      throws UnusableAddress {
    HttpTarget target = HttpTarget.parse(address);

    assertThat(target.origin()).hasToString(origin);
    assertThat(target.origin().authority()).isEqualTo(authority);
    assertThat(target.path()).isEqualTo(path);
  }

  @Test
  void refusalNeverRepeatsThePassword() {
    assertThatThrownBy(() -> HttpTarget.parse("http://user:opensesame@host/"))
        .isInstanceOf(UnusableAddress.class)
        .message()
        .contains("user information")
        .doesNotContain("opensesame");
    assertThatThrownBy(() -> HttpTarget.parse("http://user:open sesame@host/"))
        .isInstanceOf(UnusableAddress.class)
        .message()
        .doesNotContain("sesame");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://h\r\nX: y/",
        "http://h/a b",
        "gopher://h/",
        "http://h:65536/",
        "http:///p"
      })
  void addressThatCannotBeUsedIsRefused(String address) {
    assertThatThrownBy(() -> HttpTarget.parse(address)).isInstanceOf(UnusableAddress.class);
  }
}
