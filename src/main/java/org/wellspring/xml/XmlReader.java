package org.wellspring.xml;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import java.io.Reader;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;

/**
 * Reads untrusted XML into a tree. Document type declarations are refused (so no entity can be
 * declared, expanded or fetched), as are processing instructions; size, depth and counts are
 * bounded. Safe for use by several threads.
 */
public final class XmlReader {
  private final WstxInputFactory factory;
  private final int maxTextLength;

  public XmlReader(XmlLimits limits) {
    maxTextLength = limits.maxTextLength();
    factory = new WstxInputFactory();
    // else the rest of a text is parsed when it is asked for, and fails with an unchecked exception
    factory.setProperty(WstxInputProperties.P_LAZY_PARSING, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(WstxInputProperties.P_MAX_CHARACTERS, limits.maxCharacters());
    factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, limits.maxDepth());
    factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, limits.maxAttributes());
    factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, limits.maxTextLength());
    factory.setProperty(WstxInputProperties.P_MAX_TEXT_LENGTH, limits.maxTextLength());
    factory.setProperty(WstxInputProperties.P_MAX_CHILDREN_PER_ELEMENT, limits.maxChildren());
  }

  /** Reads UTF-8. */
  public XmlElement read(byte[] utf8) throws XmlProblem {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
      return read(text, "UTF-8");
    } catch (CharacterCodingException e) {
      throw new XmlProblem("the document is not valid UTF-8");
    }
  }

  public XmlElement read(String text) throws XmlProblem {
    return read(text, "");
  }

  /**
   * Reads one document that was decoded already.
   *
   * @param encoding what it was decoded from; an XML declaration that names another one is refused.
   *     Empty: not checked
   */
  public XmlElement read(String text, String encoding) throws XmlProblem {
    return read(new StringReader(text), encoding);
  }

  private XmlElement read(Reader text, String encoding) throws XmlProblem {
    try {
      XMLStreamReader2 stream = (XMLStreamReader2) factory.createXMLStreamReader(text);
      try {
        checkVersion(stream);
        checkDeclaredEncoding(stream, encoding);
        return readDocument(stream);
      } finally {
        stream.closeCompletely();
      }
    } catch (XMLStreamException e) {
      throw new XmlProblem(describe(e));
    }
  }

  /** XML 1.1 allows control characters, which could not be written again as XML 1.0. */
  private static void checkVersion(XMLStreamReader2 stream) throws XmlProblem {
    String version = stream.getVersion();
    if (version != null && !version.equals("1.0")) {
      throw new XmlProblem("only XML 1.0 is read here; the document says version " + version);
    }
  }

  private static void checkDeclaredEncoding(XMLStreamReader2 stream, String encoding)
      throws XmlProblem {
    String declared = stream.getCharacterEncodingScheme();
    if (declared == null || encoding.isEmpty()) {
      return;
    }
    String family = declared.toUpperCase(Locale.ROOT).replaceFirst("(LE|BE)$", "");
    if (!family.equals(encoding)) {
      throw new XmlProblem(
          "the XML declaration says encoding=\""
              + declared
              + "\" but the document arrived as "
              + encoding);
    }
  }

  private XmlElement readDocument(XMLStreamReader2 stream) throws XMLStreamException, XmlProblem {
    Deque<XmlElement.Builder> open = new ArrayDeque<>();
    Deque<NamespaceScope> scopes = new ArrayDeque<>();
    scopes.push(NamespaceScope.EMPTY);
    Optional<XmlElement> root = Optional.empty();
    while (stream.hasNext()) {
      switch (stream.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          scopes.push(scopes.element().with(declarations(stream)));
          open.push(start(stream, scopes.element()));
        }
        case XMLStreamConstants.END_ELEMENT -> {
          scopes.pop();
          XmlElement done = open.pop().build();
          if (open.isEmpty()) {
            root = Optional.of(done);
          } else {
            open.element().add(done);
          }
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
          if (!open.isEmpty()) {
            open.element().text(text(stream));
          }
        }
        case XMLStreamConstants.DTD ->
            throw new XmlProblem("a document type declaration (<!DOCTYPE) is not allowed here");
        case XMLStreamConstants.PROCESSING_INSTRUCTION ->
            throw new XmlProblem(
                "a processing instruction (<?" + stream.getPITarget() + ") is not allowed here");
        case XMLStreamConstants.ENTITY_REFERENCE ->
            throw new XmlProblem("the entity &" + stream.getLocalName() + "; is not known");
        default -> {
          // comments are not kept
        }
      }
    }
    return root.orElseThrow(() -> new XmlProblem("the document is empty"));
  }

  /** The parser looks at its own bound only now and then. */
  private String text(XMLStreamReader2 stream) throws XmlProblem {
    if (stream.getTextLength() > maxTextLength) {
      throw new XmlProblem(
          "a text has "
              + stream.getTextLength()
              + " characters; "
              + maxTextLength
              + " are allowed in one run of text");
    }
    return stream.getText();
  }

  private static Map<String, String> declarations(XMLStreamReader2 stream) {
    if (stream.getNamespaceCount() == 0) {
      return Map.of();
    }
    Map<String, String> declared = new HashMap<>();
    for (int i = 0; i < stream.getNamespaceCount(); i++) {
      String prefix = stream.getNamespacePrefix(i);
      String uri = stream.getNamespaceURI(i);
      declared.put(prefix == null ? "" : prefix, uri == null ? "" : uri);
    }
    return declared;
  }

  private static XmlElement.Builder start(XMLStreamReader2 stream, NamespaceScope scope) {
    XmlElement.Builder element =
        XmlElement.builder(
                orEmpty(stream.getNamespaceURI()),
                stream.getLocalName(),
                orEmpty(stream.getPrefix()))
            .scope(scope);
    for (int i = 0; i < stream.getAttributeCount(); i++) {
      XmlName name =
          new XmlName(orEmpty(stream.getAttributeNamespace(i)), stream.getAttributeLocalName(i));
      element.attribute(
          new XmlAttribute(
              name, orEmpty(stream.getAttributePrefix(i)), stream.getAttributeValue(i)));
    }
    return element;
  }

  private static String orEmpty(@org.jspecify.annotations.Nullable String value) {
    return value == null ? "" : value;
  }

  /** The parser's words without its class names, on one line. */
  private static String describe(XMLStreamException e) {
    String message = e.getMessage() == null ? "not well-formed" : e.getMessage();
    String oneLine =
        message.replaceAll("\\s+", " ").replaceAll("com\\.ctc\\.\\S+|javax?\\.\\S+", "").strip();
    return oneLine.startsWith("at [row") || !oneLine.contains(" at [row")
        ? oneLine
        : oneLine.replaceFirst(
            "at \\[row,col.*?\\]: ?\\[(\\d+),(\\d+)\\]", "at line $1, column $2");
  }
}
