package org.wellspring.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Hostile documents get a clear answer; good ones come out as they are. */
final class XmlReaderTest {
  private static final XmlLimits LIMITS = new XmlLimits(100_000, 20, 10, 5_000, 50);

  private final XmlReader reader = new XmlReader(LIMITS);

  static Stream<Arguments> hostile() {
    return Stream.of(
        refused("DTD", "<!DOCTYPE a><a/>", "document type"),
        refused("internal subset", "<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>", "document type"),
        refused(
            "external entity",
            "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>",
            "document type"),
        refused(
            "external subset", "<!DOCTYPE a SYSTEM 'http://127.0.0.1:1/x.dtd'><a/>", "document"),
        refused(
            "billion laughs",
            "<!DOCTYPE l [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'><!ENTITY c '&b;&b;'>]><l>&c;</l>",
            "document type"),
        refused("undeclared entity", "<a>&nope;</a>", "nope"),
        refused("undeclared entity in an attribute", "<a b='&nope;'/>", "nope"),
        refused("processing instruction", "<a><?php x?></a>", "processing instruction (<?php)"),
        refused("stylesheet", "<?xml-stylesheet href='x'?><a/>", "processing instruction"),
        refused("too deep", "<a>".repeat(21) + "</a>".repeat(21), "Depth"),
        refused("too many attributes", "<a " + attributes(11) + "/>", "ttribute"),
        refused("long attribute", "<a b='" + "x".repeat(5_001) + "'/>", "ttribute"),
        refused("long text", "<a>" + "x".repeat(5_001) + "</a>", "ext"),
        refused("long CDATA", "<a><![CDATA[" + "x".repeat(5_001) + "]]></a>", "ext"),
        refused("many children", "<a>" + "<b/>".repeat(51) + "</a>", "hild"),
        refused(
            "large document",
            "<a>" + ("<b>" + "x".repeat(4_000) + "</b>").repeat(26) + "</a>",
            "haracter"),
        refused("trailing element", "<a/><b/>", "root"),
        refused("trailing text", "<a/>x", "epilog"),
        refused("leading text", "x<a/>", "prolog"),
        refused("truncated in a tag", "<a><b", ""),
        refused("truncated in text", "<a>text", ""),
        refused("truncated in CDATA", "<a><![CDATA[text", ""),
        refused("truncated in a comment", "<a><!-- text", ""),
        refused("crossed tags", "<a><b></a></b>", ""),
        refused("empty", "", ""),
        refused("white space only", " \n ", ""),
        refused("JSON", "{\"a\":1}", ""),
        refused("undeclared prefix", "<p:a/>", "p"),
        refused("undeclared attribute prefix", "<a p:b='1'/>", "p"),
        refused("the same attribute twice", "<a b='1' b='2'/>", "b"),
        refused(
            "the same expanded name twice",
            "<a xmlns:p='urn:x' xmlns:q='urn:x' p:b='1' q:b='2'/>",
            "b"),
        refused("control character", "<a>\u0001</a>", ""),
        refused("control character by reference", "<a>&#1;</a>", ""),
        refused("null", "<a>\u0000</a>", ""),
        refused("half a surrogate pair by reference", "<a>&#xD800;</a>", ""),
        refused("]]> in text", "<a>]]></a>", ""),
        refused("< in an attribute", "<a b='<'/>", ""),
        refused("-- in a comment", "<a><!-- -- --></a>", ""),
        // XML 1.1 allows control characters, which nobody could write again as XML 1.0
        refused("XML 1.1", "<?xml version='1.1'?><a>&#1;</a>", "1.1"));
  }

  private static Arguments refused(String what, String document, String says) {
    return Arguments.of(what, document, says);
  }

  private static String attributes(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "a" + i + "='1'")
        .collect(Collectors.joining(" "));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostile")
  void whatIsNotAcceptableIsAClearProblem(String what, String document, String says) {
    assertThatExceptionOfType(XmlProblem.class)
        .isThrownBy(() -> reader.read(document))
        .withMessageContaining(says)
        .satisfies(
            problem ->
                assertThat(problem.getMessage())
                    .isNotBlank()
                    .doesNotContain("ctc.wstx", "javax.", "java.lang")
                    .hasSizeLessThan(400)
                    .hasLineCount(1));
  }

  @Test
  void limitsAllowWhatTheySay() throws XmlProblem {
    assertThat(reader.read("<a>".repeat(20) + "</a>".repeat(20)).is("", "a")).isTrue();
    assertThat(reader.read("<a " + attributes(10) + "/>").attributes()).hasSize(10);
    assertThat(reader.read("<a>" + "x".repeat(4_900) + "</a>").text()).hasSize(4_900);
    assertThat(reader.read("<a>" + "<b/>".repeat(50) + "</a>").children()).hasSize(50);
  }

  @Test
  void theDeclaredEncodingMustBeTheOneItArrivedIn() throws XmlProblem {
    assertThatExceptionOfType(XmlProblem.class)
        .isThrownBy(() -> reader.read("<?xml version='1.0' encoding='ISO-8859-1'?><a/>", "UTF-8"))
        .withMessageContaining("ISO-8859-1")
        .withMessageContaining("UTF-8");
    assertThatExceptionOfType(XmlProblem.class)
        .isThrownBy(() -> reader.read("<?xml version='1.0' encoding='utf-8'?><a/>", "UTF-16"));

    reader.read("<?xml version='1.0' encoding='utf-8'?><a/>", "UTF-8");
    reader.read("<?xml version='1.0' encoding='UTF-16LE'?><a/>", "UTF-16");
    reader.read("<?xml version='1.0' encoding='ISO-8859-1'?><a/>"); // not checked
  }

  @Test
  void octetsThatAreNotUtf8AreRefused() {
    assertThatExceptionOfType(XmlProblem.class)
        .isThrownBy(() -> reader.read(new byte[] {'<', 'a', '>', (byte) 0xff, '<', '/', 'a', '>'}))
        .withMessageContaining("UTF-8");
  }

  @Test
  void commentsVanishAndTextRunsTogether() throws XmlProblem {
    XmlElement a = reader.read("<a>one<!-- not this --><![CDATA[ & two]]>&#33;&lt;</a>");

    assertThat(a.text()).isEqualTo("one & two!<");
  }

  @Test
  void namespacesAreResolvedWhereTheyStand() throws XmlProblem {
    XmlElement root =
        reader.read(
            "<a xmlns='urn:d' xmlns:p='urn:p' b='1' p:b='2'><p:c/><d xmlns='' xmlns:p='urn:q'><p:e/></d></a>");

    assertThat(root.name()).isEqualTo(new XmlName("urn:d", "a"));
    assertThat(root.attribute("b")).contains("1");
    assertThat(root.attribute("urn:p", "b")).contains("2");
    assertThat(root.child("urn:p", "c")).isPresent();
    XmlElement d = root.child("", "d").orElseThrow();
    assertThat(d.child("urn:q", "e")).isPresent();
    assertThat(d.scope().namespace("")).isEmpty();
    assertThat(root.scope().namespace("p")).contains("urn:p");
    assertThat(d.parent()).containsSame(root);
  }

  /** Whatever octets arrive, the answer is a tree or an {@link XmlProblem}. */
  @Test
  void damagedDocumentsNeverFailInAnotherWay() {
    byte[] good =
        ("<?xml version='1.0' encoding='UTF-8'?><s:E xmlns:s='urn:s' a='1 &amp; 2'><!-- c -->"
                + "<s:B xmlns='urn:b'>text &#x41; <![CDATA[raw]]><c d=\"e\"/> ümläut</s:B></s:E>")
            .getBytes(StandardCharsets.UTF_8);
    for (long seed = 0; seed < 5_000; seed++) {
      Random random = new Random(seed);
      byte[] damaged = good.clone();
      for (int i = 0; i <= random.nextInt(4); i++) {
        damaged[random.nextInt(damaged.length)] =
            random.nextBoolean() ? (byte) random.nextInt(256) : good[random.nextInt(good.length)];
      }
      byte[] cut = java.util.Arrays.copyOf(damaged, 1 + random.nextInt(damaged.length));
      Throwable thrown = catchThrowable(() -> reader.read(random.nextInt(3) == 0 ? cut : damaged));
      assertThat(thrown == null || thrown instanceof XmlProblem)
          .as("seed %s: %s", seed, thrown)
          .isTrue();
    }
  }
}
