package org.wellspring.client;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.wellspring.cim.CimInstance;
import org.wellspring.cim.CimXmlReader;
import org.wellspring.cim.CimXmlWriter;
import org.wellspring.cim.CimXmlWriter.ClassOrigin;
import org.wellspring.cim.ClassRepository;
import org.wellspring.cim.InstancePath;
import org.wellspring.cim.NamedInstance;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlLimits;
import org.wellspring.xml.XmlProblem;
import org.wellspring.xml.XmlReader;

/**
 * Calls a WBEM server over CIM-XML, in the words of pywbem: what that sends every server has seen.
 * DSP0200, DSP0201. Safe for use by several threads.
 */
public final class WbemConnection {
  private static final XmlLimits ANSWERS = XmlLimits.DEFAULTS.withMaxCharacters(64L * 1024 * 1024);

  private final URI cimom;
  private final HttpPost http;
  private final Duration timeout;
  private final XmlReader xml = new XmlReader(ANSWERS);
  private final CimXmlWriter writer = new CimXmlWriter(ClassRepository.standard());

  /**
   * @param settings its base names the server; operations go to {@code /cimom} there
   */
  public WbemConnection(ClientSettings settings) {
    this.cimom = settings.base().resolve("/cimom");
    this.http = new HttpPost(settings);
    this.timeout = settings.timeout();
  }

  /** Where the server is: scheme, host and port. */
  public String url() {
    return cimom.getScheme() + "://" + cimom.getAuthority();
  }

  public List<InstancePath> enumerateInstanceNames(String namespace, String className)
      throws WbemError, ExchangeFailed {
    return returned(call("EnumerateInstanceNames", namespace, className("ClassName", className)))
        .map(CimXmlReader::path)
        .map(path -> path.in(namespace))
        .toList();
  }

  /** The instances of a class and its subclasses, with all properties. */
  public List<NamedInstance> enumerateInstances(String namespace, String className)
      throws WbemError, ExchangeFailed {
    return returned(call("EnumerateInstances", namespace, className("ClassName", className)))
        .map(item -> named(namespace, item))
        .toList();
  }

  private static NamedInstance named(String namespace, XmlElement item) {
    List<XmlElement> parts = item.elements().toList();
    return new NamedInstance(
        CimXmlReader.path(parts.get(0)).in(namespace), CimXmlReader.instance(parts.get(1)));
  }

  public CimInstance getInstance(InstancePath path) throws WbemError, ExchangeFailed {
    return CimXmlReader.instance(
        only(call("GetInstance", place(path), parameter("InstanceName", local(path)))));
  }

  /**
   * Makes an instance.
   *
   * @return the name that the server gave it
   */
  public InstancePath createInstance(String namespace, CimInstance instance)
      throws WbemError, ExchangeFailed {
    String written = writer.instance(instance, ClassOrigin.LEFT_OUT);
    return CimXmlReader.path(
            only(call("CreateInstance", namespace, parameter("NewInstance", written))))
        .in(namespace);
  }

  public void deleteInstance(InstancePath path) throws WbemError, ExchangeFailed {
    var unused = call("DeleteInstance", place(path), parameter("InstanceName", local(path)));
  }

  /** The names of the associations of a class that refer to an instance. */
  public List<InstancePath> referenceNames(InstancePath path, String resultClass)
      throws WbemError, ExchangeFailed {
    String parameters =
        parameter("ObjectName", local(path)) + className("ResultClass", resultClass);
    return returned(call("ReferenceNames", place(path), parameters))
        .flatMap(XmlElement::elements)
        .map(CimXmlReader::path)
        .map(name -> name.in(place(path)))
        .toList();
  }

  private static String place(InstancePath path) {
    return path.namespace()
        .orElseThrow(() -> new IllegalArgumentException("no namespace in " + path));
  }

  private String local(InstancePath path) {
    return writer.instanceName(path);
  }

  private static String parameter(String name, String content) {
    return "<IPARAMVALUE" + CimXmlWriter.attribute("NAME", name) + ">" + content + "</IPARAMVALUE>";
  }

  private static String className(String parameter, String name) {
    return parameter(parameter, "<CLASSNAME" + CimXmlWriter.attribute("NAME", name) + "/>");
  }

  private static Stream<XmlElement> returned(XmlElement response) {
    return response.child("", "IRETURNVALUE").stream().flatMap(XmlElement::elements);
  }

  private static XmlElement only(XmlElement response) throws ExchangeFailed {
    Optional<XmlElement> first = returned(response).findFirst();
    if (first.isEmpty()) {
      throw new ExchangeFailed("the answer holds no IRETURNVALUE");
    }
    return first.get();
  }

  static String body(String method, String namespace, String parameters) {
    return "<?xml version=\"1.0\" encoding=\"utf-8\" ?>\n"
        + "<CIM CIMVERSION=\"2.0\" DTDVERSION=\"2.0\"><MESSAGE ID=\"1001\" PROTOCOLVERSION=\"1.0\">"
        + "<SIMPLEREQ><IMETHODCALL"
        + CimXmlWriter.attribute("NAME", method)
        + ">"
        + CimXmlWriter.namespacePath(namespace)
        + parameters
        + "</IMETHODCALL></SIMPLEREQ></MESSAGE></CIM>";
  }

  private XmlElement call(String method, String namespace, String parameters)
      throws WbemError, ExchangeFailed {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/xml; charset=\"utf-8\"");
    headers.put("CIMOperation", "MethodCall");
    headers.put("CIMMethod", method);
    headers.put("CIMObject", namespace);
    HttpPost.Reply answer =
        http.send(
            cimom,
            headers,
            body(method, namespace, parameters).getBytes(StandardCharsets.UTF_8),
            timeout);
    if (answer.status() != 200) {
      throw new ExchangeFailed(
          cimom
              + " answered with HTTP status "
              + answer.status()
              + (answer.cimError().isEmpty() ? "" : ", " + answer.cimError()));
    }
    XmlElement response = response(answer.body());
    Optional<XmlElement> error = response.child("", "ERROR");
    if (error.isPresent()) {
      throw new WbemError(
          Integer.parseInt(error.get().attribute("CODE").orElse("1").strip()),
          error.get().attribute("DESCRIPTION").orElse("(no description)"));
    }
    return response;
  }

  private XmlElement response(byte[] body) throws ExchangeFailed {
    try {
      return xml.read(body)
          .child("", "MESSAGE")
          .flatMap(message -> message.child("", "SIMPLERSP"))
          .flatMap(simple -> simple.child("", "IMETHODRESPONSE"))
          .orElseThrow(() -> new XmlProblem("there is no IMETHODRESPONSE"));
    } catch (XmlProblem problem) {
      throw new ExchangeFailed(
          "the answer of " + cimom + " is no CIM-XML: " + problem.getMessage());
    }
  }
}
