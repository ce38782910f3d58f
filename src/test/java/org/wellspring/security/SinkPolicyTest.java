package org.wellspring.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wellspring.config.SecurityConfig;
import org.wellspring.config.SecurityConfig.Sinks;
import org.wellspring.config.settings.Cidr;

final class SinkPolicyTest {
  private static final Sinks DEFAULTS = SecurityConfig.DEFAULTS.sinks();

  private final SinkPolicy policy = new SinkPolicy(DEFAULTS, List.of(listener("127.0.0.1", 5985)));

  private static InetSocketAddress listener(String host, int port) {
    return new InetSocketAddress(address(host), port);
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static List<Cidr> blocks(String... texts) {
    return Stream.of(texts).map(Cidr.parser()).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://sink.example.org/events",
        "HTTPS://sink.example.org:8443/events?a=b",
        "http://127.0.0.1:8080/",
        "http://[::1]:8080/x",
        "http://192.168.1.7/",
        "http://[2001:db8::1]/",
        "http://localhost:9000",
        "http://a1.b2/x",
        "http://xn--zrich-kva.example/"
      })
  void ordinarySinksAreFine(String uri) {
    assertThat(policy.refuseUri(uri)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ftp://example.org/ | must begin with http
          file:///etc/passwd | must begin with http
          urn:example | must begin with http
          /relative | must begin with http
          '' | must begin with http
          http://a b/ | is not a URI
          http:// | is not a URI
          http:///path | needs a host
          http:opaque | needs a host
          http://user:pw@example.org/ | must not hold a user
          http://example.org@127.0.0.1/ | must not hold a user
          http://my_host/ | needs a host
          http://example.org:0/ | from 1 to 65535
          http://example.org:65536/ | from 1 to 65535
          """)
  void whatIsNoHttpAddressIsRefused(String uri, String reason) {
    assertThat(policy.refuseUri(uri)).hasValueSatisfying(text -> assertThat(text).contains(reason));
  }

  /** Ways to write a forbidden address so that a careless check does not see it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://0.0.0.0:8080/",
        "http://[::]:8080/",
        "http://[0:0:0:0:0:0:0:0]/",
        "http://0/",
        "http://0x7f000001/",
        "http://0X7F.1/",
        "http://2130706433/",
        "http://2852039166/latest/meta-data",
        "http://127.1/",
        "http://0177.0.0.1/",
        "http://127.0.0.01/",
        "http://127.0.0.1./",
        "http://0251.0376.0251.0376/",
        "http://169.254.169.254/latest/meta-data",
        "http://[::ffff:169.254.169.254]/",
        "http://[::ffff:a9fe:a9fe]/",
        "http://[0:0:0:0:0:ffff:a9fe:a9fe]/",
        "http://[::169.254.169.254]/",
        "http://[64:ff9b::169.254.169.254]/",
        "http://[2002:a9fe:a9fe::1]/",
        "http://[fe80::1]/",
        "http://[fe80::1%25lo]/",
        "http://[::1%25lo]/",
        "http://[fd00:ec2::254]/",
        "http://224.0.0.1/",
        "http://[ff02::1]/",
        "http://[::ffff:0.0.0.0]/",
        "http://169.254.169.254\\@example.org/",
        "http://%31%36%39.254.169.254/",
        "http://①②⑦.0.0.1/",
        "http://127.0.0.1:5985/",
        "http://[::ffff:127.0.0.1]:5985/"
      })
  void noSpellingOfAForbiddenAddressGetsThrough(String uri) {
    assertThat(policy.refuseUri(uri)).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          169.254.169.254 | 169.254.0.0/16, which security.sinks.deny lists
          0.1.2.3 | 0.0.0.0/8, which security.sinks.deny lists
          239.255.42.1 | 224.0.0.0/4, which security.sinks.deny lists
          fe80::1 | security.sinks.deny
          fd00:ec2::254 | security.sinks.deny
          ff02::1 | security.sinks.deny
          64:ff9b::a9fe:a9fe | 169.254.0.0/16
          2002:a9fe:a9fe::1 | 169.254.0.0/16
          ::a9fe:a9fe | 169.254.0.0/16
          0.0.0.0 | is no address of a machine
          :: | is no address of a machine
          """)
  void anAddressThatIsDeniedIsRefusedWithTheSetting(String address, String reason) {
    assertThat(policy.refuse(address(address), 80))
        .hasValueSatisfying(text -> assertThat(text).contains(reason));
  }

  /** A resolver may give the IPv6 form, 16 octets, of an IPv4 address. */
  @Test
  void anIpv4MappedAddressIsSeenAsTheIpv4Address() throws UnknownHostException {
    byte[] mapped = new byte[16];
    mapped[10] = (byte) 0xFF;
    mapped[11] = (byte) 0xFF;
    System.arraycopy(new byte[] {(byte) 169, (byte) 254, 1, 1}, 0, mapped, 12, 4);

    InetAddress six = java.net.Inet6Address.getByAddress("sink.example", mapped, -1);

    assertThat(policy.refuse(six, 80)).isPresent();
  }

  @Test
  void aNameInFrontOfAnAddressChangesNothing() throws UnknownHostException {
    InetAddress named =
        InetAddress.getByAddress("ok.example", new byte[] {(byte) 169, (byte) 254, 1, 1});

    assertThat(policy.refuse(named, 80))
        .hasValueSatisfying(text -> assertThat(text).contains("169.254.1.1"));
  }

  @Test
  void withAnAllowListAllElseIsRefusedAndDenyStillWins() {
    SinkPolicy strict =
        new SinkPolicy(
            new Sinks(blocks("10.0.0.0/8", "::1/128"), blocks("10.6.0.0/16"), true), List.of());

    assertThat(strict.refuse(address("10.1.2.3"), 80)).isEmpty();
    assertThat(strict.refuse(address("::1"), 80)).isEmpty();
    assertThat(strict.refuse(address("127.0.0.1"), 80))
        .hasValueSatisfying(text -> assertThat(text).contains("security.sinks.allow lists"));
    assertThat(strict.refuse(address("10.6.0.1"), 80))
        .hasValueSatisfying(text -> assertThat(text).contains("security.sinks.deny lists"));
  }

  @Test
  void theServerDoesNotSendToItselfUnlessAllowed() {
    Sinks selfAllowed = new Sinks(DEFAULTS.allow(), DEFAULTS.deny(), true);
    List<InetSocketAddress> own = List.of(listener("127.0.0.1", 5985));

    assertThat(policy.refuse(address("127.0.0.1"), 5985))
        .hasValueSatisfying(text -> assertThat(text).contains("security.sinks.allow-self"));
    assertThat(policy.refuse(address("127.0.0.1"), 5986)).isEmpty();
    assertThat(new SinkPolicy(selfAllowed, own).refuse(address("127.0.0.1"), 5985)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::"})
  void aServerThatListensEverywhereKnowsItselfByEveryOwnAddress(String wildcard) {
    SinkPolicy everywhere = new SinkPolicy(DEFAULTS, List.of(listener(wildcard, 5985)));

    assertThat(everywhere.refuse(address("127.0.0.1"), 5985)).isPresent();
    assertThat(everywhere.refuse(address("127.9.9.9"), 5985)).isPresent();
    assertThat(everywhere.refuse(address("::1"), 5985)).isPresent();
    assertThat(everywhere.refuse(address("203.0.113.9"), 5985)).isEmpty();
    assertThat(everywhere.refuse(address("127.0.0.1"), 5986)).isEmpty();
  }
}
