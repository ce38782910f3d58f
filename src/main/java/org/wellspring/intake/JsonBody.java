package org.wellspring.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.wellspring.model.Bytes;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlName;
import org.wellspring.xml.XmlOutput;

/**
 * One event in two notations, JSON and XML.
 *
 * <p><b>JSON to XML.</b> A JSON object becomes an element; its members become child elements of the
 * same namespace, in order. What XML has no words for is marked:
 *
 * <table>
 * <caption>Marks</caption>
 * <tr><td>{@code "a":"text"}</td><td>{@code <a>text</a>}</td></tr>
 * <tr><td>{@code "a":4.3}</td><td>{@code <a xsi:type="xs:decimal">4.3</a>}; {@code xs:double} for an
 *     exponent beyond 64 digits</td></tr>
 * <tr><td>{@code "a":true}</td><td>{@code <a xsi:type="xs:boolean">true</a>}</td></tr>
 * <tr><td>{@code "a":null}</td><td>{@code <a xsi:nil="true"/>}</td></tr>
 * <tr><td>{@code "a":[1,2]}</td><td>two elements {@code a}</td></tr>
 * <tr><td>{@code "a":["x"]}</td><td>{@code <a j:array="one">x</a>}</td></tr>
 * <tr><td>{@code "a":[]}</td><td>{@code <a j:array="empty"/>}</td></tr>
 * <tr><td>{@code "a":[[..],[..]]}</td><td>{@code <a j:array="nested"><item/>..</a>} for each inner
 *     array</td></tr>
 * <tr><td>{@code "a":{}}</td><td>{@code <a j:object="empty"/>}</td></tr>
 * </table>
 *
 * <p>{@code xsi} and {@code xs} are XML Schema's, {@code j} is {@code urn:wellspring:json}.
 * Refused: member names that are no XML names, characters that XML 1.0 cannot hold, and what is
 * beyond {@link org.wellspring.xml.XmlLimits#DEFAULTS}.
 *
 * <p><b>XML to JSON.</b> What came from JSON gives the same JSON again; of numbers, the value is
 * the same, not the spelling ({@code 1e2} returns as {@code 100}). For other XML: attributes become
 * members under their local names, as strings; children of the same name become one array, where
 * the first stood; a child without marks is a string, or an object when it has attributes or
 * children; text beside attributes or children becomes the member {@code #text}. Lost are
 * namespaces, prefixes, comments, the place of text among elements and of repeated children among
 * others, white space between elements, and that an attribute was one.
 */
public final class JsonBody {
  private JsonBody() {}

  /** An element, and the same serialised, with all prefixes declared at the root. */
  record Written(XmlElement element, Bytes xml) {}

  /**
   * The element for a JSON object.
   *
   * @throws JsonProblem when a member cannot be written as XML
   */
  public static XmlElement toXml(XmlName root, JsonNode object) throws JsonProblem {
    return new JsonToXml(root.namespace()).root(root.local(), object);
  }

  /** The JSON object for an element. */
  public static ObjectNode jsonOf(XmlElement element) {
    return XmlToJson.root(element);
  }

  /** As {@link #toXml}; the marks' prefixes are declared once instead of at each use. */
  static Written write(XmlName root, JsonNode object) throws JsonProblem {
    JsonToXml mapping = new JsonToXml(root.namespace());
    XmlElement element = mapping.root(root.local(), object);
    StringBuilder text = new StringBuilder(256);
    XmlOutput.append(text, element, mapping.prefixesUsed());
    StringBuilder declarations = new StringBuilder();
    mapping
        .prefixesUsed()
        .forEach(
            (prefix, uri) ->
                declarations
                    .append(" xmlns:")
                    .append(prefix)
                    .append("=\"")
                    .append(uri)
                    .append('"'));
    text.insert(1 + root.local().length(), declarations);
    return new Written(element, Bytes.wrap(text.toString().getBytes(StandardCharsets.UTF_8)));
  }
}
