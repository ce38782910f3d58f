package org.wellspring.cimxml;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.wellspring.cim.CimXmlReader;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlProblem;
import org.wellspring.xml.XmlReader;

/** Takes a request message apart. DSP0201 §5. Safe for use by several threads. */
final class MessageReader {
  private final XmlReader xml;

  MessageReader(XmlReader xml) {
    this.xml = xml;
  }

  OperationCall read(byte[] body) throws BadMessage {
    XmlElement root = parse(body);
    if (!root.is("", "CIM")) {
      throw new BadMessage("request-not-valid", "the root element is " + root.name() + ", not CIM");
    }
    version(root, "CIMVERSION", "2.", "unsupported-cim-version");
    version(root, "DTDVERSION", "2.", "unsupported-dtd-version");
    XmlElement message = child(root, "MESSAGE");
    version(message, "PROTOCOLVERSION", "1.", "unsupported-protocol-version");
    if (message.child("", "MULTIREQ").isPresent()) {
      throw new BadMessage("multiple-requests-unsupported", "one request per message is taken");
    }
    XmlElement request = child(message, "SIMPLEREQ");
    if (request.child("", "METHODCALL").isPresent()) {
      return extrinsic(message, child(request, "METHODCALL"));
    }
    XmlElement call = child(request, "IMETHODCALL");
    return new OperationCall(
        message.attribute("ID").orElse(""),
        name(call),
        CimXmlReader.namespace(child(call, "LOCALNAMESPACEPATH")),
        parameters(call));
  }

  private XmlElement parse(byte[] body) throws BadMessage {
    try {
      return xml.read(withoutMark(body));
    } catch (XmlProblem problem) {
      throw new BadMessage("request-not-well-formed", String.valueOf(problem.getMessage()));
    }
  }

  /** A byte order mark in front of UTF-8 says nothing. */
  private static byte[] withoutMark(byte[] body) {
    boolean marked =
        body.length >= 3
            && body[0] == (byte) 0xEF
            && body[1] == (byte) 0xBB
            && body[2] == (byte) 0xBF;
    return marked ? java.util.Arrays.copyOfRange(body, 3, body.length) : body;
  }

  private static void version(XmlElement element, String attribute, String family, String error)
      throws BadMessage {
    String version = element.attribute(attribute).orElse("");
    if (!version.startsWith(family)) {
      throw new BadMessage(
          error, attribute + " is \"" + version + "\"; " + family + "x is understood");
    }
  }

  private static XmlElement child(XmlElement parent, String name) throws BadMessage {
    return parent
        .child("", name)
        .orElseThrow(
            () ->
                new BadMessage(
                    "request-not-valid", name + " is missing in " + parent.name().local()));
  }

  private static String name(XmlElement element) throws BadMessage {
    return element
        .attribute("NAME")
        .filter(name -> !name.isBlank())
        .orElseThrow(
            () -> new BadMessage("request-not-valid", element.name().local() + " has no NAME"));
  }

  private static Map<String, XmlElement> parameters(XmlElement call) throws BadMessage {
    Map<String, XmlElement> parameters = new HashMap<>();
    List<XmlElement> given = call.elements("", "IPARAMVALUE").toList();
    for (XmlElement one : given) {
      String name = name(one).toLowerCase(Locale.ROOT);
      one.firstElement().ifPresent(value -> parameters.put(name, value));
    }
    return parameters;
  }

  /** Methods of classes: decoded as far as the answer needs it, which is that there are none. */
  private static OperationCall extrinsic(XmlElement message, XmlElement call) throws BadMessage {
    XmlElement local =
        call.child("", "LOCALINSTANCEPATH").isPresent()
            ? child(call, "LOCALINSTANCEPATH")
            : child(call, "LOCALCLASSPATH");
    return new OperationCall(
        message.attribute("ID").orElse(""),
        name(call),
        CimXmlReader.namespace(child(local, "LOCALNAMESPACEPATH")),
        Map.of());
  }
}
