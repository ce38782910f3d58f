package org.wellspring.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was written is read as the same tree, wherever it was cut from and wherever it is put. */
final class XmlOutputTest {
  private final XmlReader reader = new XmlReader(XmlLimits.DEFAULTS);

  /** Names, values and text without spelling: what must survive a round trip. */
  private static String canonical(XmlElement element) {
    TreeSet<String> attributes =
        element.attributes().stream()
            .map(a -> a.name() + "=" + quoted(a.value()))
            .collect(Collectors.toCollection(TreeSet::new));
    String content =
        element.children().stream()
            .map(c -> c instanceof XmlElement e ? canonical(e) : quoted(c.text()))
            .collect(Collectors.joining());
    return "<" + element.name() + attributes + ">" + content + "</>";
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  @Test
  void readOfWriteIsTheSameTree() throws XmlProblem {
    for (long seed = 1; seed <= 2_000; seed++) {
      XmlElement tree = new Trees(new Random(seed)).element(4);

      XmlElement read = reader.read(XmlOutput.toUtf8(tree));

      assertThat(canonical(read)).as("seed %s: %s", seed, tree).isEqualTo(canonical(tree));
    }
  }

  @Test
  void aPartOfADocumentIsADocumentOfItsOwn() throws XmlProblem {
    for (long seed = 1; seed <= 500; seed++) {
      XmlElement whole = reader.read(new Trees(new Random(seed)).element(4).toString());
      for (XmlElement part : whole.elements().toList()) {
        assertThat(canonical(reader.read(part.toString())))
            .as("seed %s: %s", seed, part)
            .isEqualTo(canonical(part));
      }
    }
  }

  @Test
  void aTreePutIntoAnotherKeepsItsNames() throws XmlProblem {
    for (long seed = 1; seed <= 500; seed++) {
      Trees trees = new Trees(new Random(seed));
      XmlElement inner = reader.read(trees.element(3).toString());
      XmlElement outer =
          XmlElement.builder("urn:outer", "o", trees.prefix())
              .add(inner)
              .add(XmlElement.builder("", "plain", "").build())
              .build();

      assertThat(canonical(reader.read(outer.toString())))
          .as("seed %s: %s", seed, outer)
          .isEqualTo(canonical(outer));
    }
  }

  @Test
  void prefixesInContentAreDeclaredOnThePartThatIsCutOut() throws XmlProblem {
    XmlElement whole =
        reader.read(
            "<r xmlns:t='urn:t' xmlns:u='urn:u' xmlns:v='urn:v'><a kind='t:Type'><b>u:name</b></a></r>");

    XmlElement cut = reader.read(whole.firstElement().orElseThrow().toString());

    assertThat(cut.scope().namespace("t")).contains("urn:t");
    assertThat(cut.firstElement().orElseThrow().scope().namespace("u")).contains("urn:u");
    assertThat(cut.scope().namespace("v")).as("not needed").isEmpty();
  }

  @Test
  void whatIsDeclaredAroundIsNotDeclaredAgain() {
    StringBuilder out = new StringBuilder();
    XmlElement element = XmlElement.builder("urn:p", "a", "p").build();

    XmlOutput.append(out, element, Map.of("p", "urn:p"));
    XmlOutput.append(out, element, Map.of("p", "urn:other"));

    assertThat(out).hasToString("<p:a/><p:a xmlns:p=\"urn:p\"/>");
  }

  /** One prefix for two namespaces on one element, as rebuilt elements may have. */
  @ParameterizedTest
  @ValueSource(strings = {"p", "q", ""})
  void anAttributeNeverTakesThePrefixOfItsElement(String prefix) throws XmlProblem {
    XmlElement child =
        XmlElement.builder("urn:p", "a", "p")
            .attribute(new XmlAttribute(new XmlName("urn:x", "x"), prefix, "1"))
            .attribute(new XmlAttribute(new XmlName("urn:y", "y"), prefix, "2"))
            .attribute(new XmlAttribute(new XmlName("urn:p", "z"), "p", "3"))
            .build();
    XmlElement parent = XmlElement.builder("urn:p", "a", "p").add(child).build();

    for (XmlElement tree : List.of(child.asRoot(), parent)) {
      assertThat(canonical(reader.read(tree.toString()))).isEqualTo(canonical(tree));
    }
  }

  @Test
  void whiteSpaceAndMarkupSurvive() throws XmlProblem {
    String awkward = "\r\n\t <&>\"' ]]> \u0085\u2028 𝄞";
    XmlElement tree = XmlElement.builder("", "a", "").attribute("b", awkward).text(awkward).build();

    XmlElement read = reader.read(tree.toString());

    assertThat(read.attribute("b")).contains(awkward);
    assertThat(read.text()).isEqualTo(awkward);
  }

  @Test
  void illegalCharactersAreReplaced() {
    assertThat(XmlOutput.legalText("a\u0000b\u001fc\ufffed\ud800e𝄞\t")).isEqualTo("a�b�c�d�e𝄞\t");
  }

  /** Random trees, as a parser may give them: a prefix has one meaning per element. */
  private record Trees(Random random) {
    private static final String[] PREFIXES = {"", "p", "q", "a1"};
    private static final String[] NAMESPACES = {"urn:a", "urn:b", "http://c/?x=1&y='2'"};
    private static final String[] TEXTS = {"x", "p:name", " < & > ", "\r\n", "ü𝄞", "q:"};

    String prefix() {
      return PREFIXES[random.nextInt(PREFIXES.length)];
    }

    XmlElement element(int depth) {
      String prefix = prefix();
      String namespace = NAMESPACES[random.nextInt(NAMESPACES.length)];
      boolean none = prefix.isEmpty() && random.nextBoolean();
      XmlElement.Builder element =
          XmlElement.builder(none ? "" : namespace, "e" + random.nextInt(3), prefix);
      if (random.nextInt(3) == 0 && !prefix.equals("q")) {
        element.declare(Map.of("q", NAMESPACES[random.nextInt(NAMESPACES.length)]));
      }
      if (random.nextBoolean()) {
        element.attribute("plain", TEXTS[random.nextInt(TEXTS.length)]);
      }
      if (random.nextBoolean() && !prefix.isEmpty()) {
        element.attribute(new XmlAttribute(new XmlName(namespace, "own"), prefix, "v"));
      }
      if (random.nextInt(4) == 0) {
        XmlName lang = new XmlName(NamespaceScope.XML_NAMESPACE, "lang");
        element.attribute(new XmlAttribute(lang, "xml", "en"));
      }
      boolean text = random.nextBoolean();
      for (int i = 0; depth > 0 && i < random.nextInt(4); i++) {
        element.add(element(depth - 1));
        if (text) {
          element.text(TEXTS[random.nextInt(TEXTS.length)]);
        }
      }
      return element.build();
    }
  }
}
