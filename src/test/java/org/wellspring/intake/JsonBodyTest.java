package org.wellspring.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlLimits;
import org.wellspring.xml.XmlName;
import org.wellspring.xml.XmlProblem;
import org.wellspring.xml.XmlReader;

final class JsonBodyTest {
  private static final XmlName ROOT = new XmlName("urn:example", "Usage");
  private static final JsonNodeFactory JSON = JsonNodeFactory.withExactBigDecimals(true);
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();
  private static final XmlReader READER = new XmlReader(XmlLimits.DEFAULTS);

  private static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static String there(String text) throws JsonProblem {
    return JsonBody.write(ROOT, json(text)).xml().utf8();
  }

  private static ObjectNode back(String xml) throws XmlProblem {
    return JsonBody.jsonOf(READER.read(xml));
  }

  @Test
  void membersBecomeChildElementsInOrderInTheNamespaceOfTheRoot() throws JsonProblem {
    XmlElement usage = JsonBody.toXml(ROOT, json("{\"b\":\"x\",\"a\":{\"c\":\"y\"}}"));

    assertThat(usage.name()).isEqualTo(ROOT);
    assertThat(usage.elements().map(XmlElement::name))
        .containsExactly(new XmlName("urn:example", "b"), new XmlName("urn:example", "a"));
    assertThat(usage.child("urn:example", "a").orElseThrow().childText("urn:example", "c"))
        .contains("y");
  }

  @Test
  void theMarksPrefixesAreDeclaredOnceAndOnlyWhenUsed() throws JsonProblem {
    assertThat(there("{\"a\":\"x\"}")).isEqualTo("<Usage xmlns=\"urn:example\"><a>x</a></Usage>");
    assertThat(there("{\"a\":4.3,\"b\":5}"))
        .isEqualTo(
            "<Usage xmlns:xs=\"http://www.w3.org/2001/XMLSchema\""
                + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns=\"urn:example\">"
                + "<a xsi:type=\"xs:decimal\">4.3</a><b xsi:type=\"xs:decimal\">5</b></Usage>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"a\":\"\"}",
        "{\"a\":\" \\t\\n\\r \"}",
        "{\"a\":null}",
        "{\"a\":true,\"b\":false}",
        "{\"a\":1,\"b\":-0.5,\"c\":1.00,\"d\":12345678901234567890123456789}",
        "{\"a\":[]}",
        "{\"a\":[\"one\"]}",
        "{\"a\":[1,null,\"x\",true,{},{\"b\":1},[]]}",
        "{\"a\":[[]]}",
        "{\"a\":[[1,2],[3],[[4]]]}",
        "{\"a\":{},\"b\":{\"c\":{\"d\":[{\"e\":[null]}]}}}",
        "{\"a\":\"<&>\\\"'\",\"_x.y-1\":\"xs:foo \\uD83D\\uDE00\"}",
        "{\"item\":[[\"item\"]],\"array\":{\"array\":\"one\"}}"
      })
  void jsonComesBackAsItWas(String text) throws JsonProblem, XmlProblem {
    assertThat(back(there(text)).toString()).isEqualTo(json(text).toString());
  }

  @Test
  void numbersWithLargeExponentsKeepTheirValue() throws JsonProblem, XmlProblem {
    assertThat(there("{\"a\":1e2}")).contains(">100<");
    assertThat(there("{\"a\":1e-400}")).contains("xs:double").contains(">1E-400<");
    assertThat(there("{\"a\":1e999999999}")).hasSizeLessThan(400);
    assertThat(back(there("{\"a\":1e999999}")).get("a").decimalValue())
        .isEqualByComparingTo("1e999999");
  }

  @Test
  void attributesAndMixedContentOfOtherXmlHaveTheirPlace() throws XmlProblem {
    assertThat(
            back("<fcs:Usage xmlns:fcs='urn:f' Volume='4.3' fcs:n='1'>\n  <fcs:who id='7'>me</fcs:who>\n"
                    + "  <x/> <y>1</y><x>2</x></fcs:Usage>")
                .toString())
        .isEqualTo(
            "{\"Volume\":\"4.3\",\"n\":\"1\",\"who\":{\"id\":\"7\",\"#text\":\"me\"},"
                + "\"x\":[\"\",\"2\"],\"y\":\"1\"}");
    assertThat(back("<a>text</a>").toString()).isEqualTo("{\"#text\":\"text\"}");
    assertThat(
            back("<a xmlns:i='http://www.w3.org/2001/XMLSchema-instance'"
                    + " xmlns:s='http://www.w3.org/2001/XMLSchema'>"
                    + "<n i:type='s:int'> 5 </n><m i:type='s:double'>INF</m></a>")
                .toString())
        .isEqualTo("{\"n\":5,\"m\":\"INF\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"1st\":1}|\"1st\"",
        "{\"\":1}|\"\"",
        "{\"a b\":1}|\"a b\"",
        "{\"x:y\":1}|\"x:y\"",
        "{\"ok\":{\"$ref\":1}}|\"$ref\"",
        "{\"a\":\"\\u0007\"}|control character",
        "{\"a\":\"\\uD800\"}|control character",
        "[1]|must be an object, not array",
        "\"text\"|must be an object, not string"
      })
  void whatXmlCannotSayIsRefusedByName(String text, String message) {
    assertThatThrownBy(() -> there(text))
        .isInstanceOf(JsonProblem.class)
        .hasMessageContaining(message);
  }

  @Test
  void moreLevelsThanTheReaderTakesAreRefused() throws JsonProblem, XmlProblem {
    assertThatThrownBy(() -> there("{\"a\":".repeat(200) + "1" + "}".repeat(200)))
        .hasMessageContaining("128 levels");
    assertThatThrownBy(() -> there("{\"a\":" + "[".repeat(200) + "]".repeat(200) + "}"))
        .hasMessageContaining("128 levels");
    String deep = "{\"a\":".repeat(127) + "1" + "}".repeat(127);
    assertThat(back(there(deep)).toString()).isEqualTo(deep);
  }

  static LongStream seeds() {
    return LongStream.concat(
        LongStream.range(0, 300), LongStream.of(System.identityHashCode(JSON)));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anyObjectComesBackAsItWas(long seed) throws JsonProblem, XmlProblem {
    ObjectNode object = object(new Random(seed), 4);

    String xml = JsonBody.write(ROOT, object).xml().utf8();

    assertThat(back(xml).toString()).isEqualTo(object.toString());
    assertThat(JsonBody.jsonOf(JsonBody.toXml(ROOT, object)).toString())
        .as("without the way over octets")
        .isEqualTo(object.toString());
  }

  private static ObjectNode object(Random random, int depth) {
    ObjectNode object = JSON.objectNode();
    for (int i = random.nextInt(5); i > 0; i--) {
      String[] names = {"a", "item", "Text", "ä", "b.c", "_d-1", "nil", "type"};
      object.set(names[random.nextInt(names.length)], node(random, depth - 1));
    }
    return object;
  }

  private static JsonNode node(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 9 : 6)) {
      case 0 -> JSON.nullNode();
      case 1 -> JSON.booleanNode(random.nextBoolean());
      case 2 -> JSON.numberNode(new BigInteger(random.nextInt(200) + 1, random));
      case 3 -> JSON.numberNode(BigDecimal.valueOf(random.nextInt(), random.nextInt(7)));
      case 4 -> JSON.textNode("");
      case 5 -> JSON.textNode(text(random));
      case 6 -> object(random, depth);
      default -> array(random, depth);
    };
  }

  private static ArrayNode array(Random random, int depth) {
    ArrayNode array = JSON.arrayNode();
    for (int i = random.nextInt(4); i > 0; i--) {
      array.add(node(random, depth - 1));
    }
    return array;
  }

  private static String text(Random random) {
    String[] pieces = {" ", "\n", "\r", "]]>", "<", "&", "xs:", "j:", "ü", "😀", "x", "\"", "true"};
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6) + 1; i > 0; i--) {
      text.append(pieces[random.nextInt(pieces.length)]);
    }
    return text.toString();
  }
}
