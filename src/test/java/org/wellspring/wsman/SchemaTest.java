package org.wellspring.wsman;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.transform.Source;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.wellspring.soap.Ns;
import org.wellspring.testing.conversation.WireXml;
import org.xml.sax.SAXException;

/**
 * What the server says in the conversations, against the schemas that it hands out: bodies and the
 * header blocks of our namespaces. There are no deviations to list: where peers need more than the
 * original schemas allow, ours are wider and say so.
 */
final class SchemaTest {
  private static final Path EVENTING = Path.of("src/test/resources/eventing-conversations");
  private static final Path SCHEMAS = Path.of("schemas");
  private static Schema schema;
  private static Set<String> namespaces;

  @BeforeAll
  static void readSchemas() throws IOException, SAXException {
    List<Source> sources = new ArrayList<>();
    namespaces = new TreeSet<>();
    try (Stream<Path> files = Files.list(SCHEMAS)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".xsd")).sorted().toList()) {
        sources.add(new StreamSource(file.toFile()));
        namespaces.add(
            WireXml.parse(Files.readString(file))
                .getDocumentElement()
                .getAttribute("targetNamespace"));
      }
    }
    schema =
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
            .newSchema(sources.toArray(Source[]::new));
  }

  static List<Path> messages() throws IOException {
    List<Path> messages = new ArrayList<>();
    for (Path root : List.of(ConversationTest.ROOT, EVENTING)) {
      try (Stream<Path> files = Files.walk(root)) {
        files
            .filter(file -> file.getFileName().toString().matches("\\d\\d-(reply|event).*\\.xml"))
            .filter(
                file -> !file.toString().contains("/dpws/")) // two specifications in one element
            .sorted()
            .forEach(messages::add);
      }
    }
    return messages;
  }

  @ParameterizedTest
  @MethodSource("messages")
  void whatIsSentIsValid(Path file) throws IOException {
    String text =
        Files.readString(file)
            .replaceAll("\\$\\{xmlunit.matchesRegex\\((urn:)?uuid:.+\\)}", "uuid:any");
    Document message = WireXml.parse(text);
    List<String> problems = new ArrayList<>();
    for (Element part : WireXml.children(message.getDocumentElement())) {
      for (Element element : WireXml.children(part)) {
        validate(element, problems);
      }
    }
    assertThat(problems).as(file.toString()).isEmpty();
  }

  private static void validate(Element element, List<String> problems) throws IOException {
    if (!namespaces.contains(String.valueOf(element.getNamespaceURI()))) {
      return; // a fault, or the event of a resource without a schema
    }
    Validator validator = schema.newValidator();
    try {
      validator.validate(new DOMSource(element));
    } catch (SAXException e) {
      problems.add(element.getNodeName() + ": " + e.getMessage());
    }
  }

  /** The control: the schemas are really asked. */
  @Test
  void anUnknownElementOfOursIsInvalid() throws IOException {
    List<String> problems = new ArrayList<>();
    validate(
        WireXml.parse("<e:Subscribed xmlns:e='" + Ns.WSE + "'/>").getDocumentElement(), problems);
    validate(
        WireXml.parse("<e:SubscribeResponse xmlns:e='" + Ns.WSE + "'/>").getDocumentElement(),
        problems);
    assertThat(problems).hasSize(2);
  }
}
