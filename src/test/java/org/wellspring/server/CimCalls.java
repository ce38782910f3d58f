package org.wellspring.server;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlLimits;
import org.wellspring.xml.XmlReader;

/** Calls of a WBEM client, as text. */
final class CimCalls {
  static final String NOTEBOOK_QUERY =
      "SELECT * FROM CIM_AlertIndication WHERE OwningEntity = 'DMTF' AND MessageID LIKE"
          + " 'SVPC0123|SVPC0124|SVPC0125'";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI cimom;
  private final String systemName;

  CimCalls(StartedServer server) throws Exception {
    this.cimom = server.base().resolve("/cimom");
    this.systemName =
        property(
            call("EnumerateInstances", "interop", className("CIM_ObjectManager")), "SystemName");
  }

  static String className(String name) {
    return parameter("ClassName", "<CLASSNAME NAME=\"" + name + "\"/>");
  }

  static String parameter(String name, String content) {
    return "<IPARAMVALUE NAME=\"" + name + "\">" + content + "</IPARAMVALUE>";
  }

  static String value(String name, String text) {
    return parameter(name, "<VALUE>" + text + "</VALUE>");
  }

  static String property(String name, String type, String text) {
    return "<PROPERTY NAME=\""
        + name
        + "\" TYPE=\""
        + type
        + "\"><VALUE>"
        + text
        + "</VALUE></PROPERTY>";
  }

  /** The IMETHODRESPONSE. */
  XmlElement call(String method, String namespace, String parameters) throws Exception {
    HttpResponse<String> answer = send(method, method, namespace, namespace, parameters);
    return new XmlReader(XmlLimits.DEFAULTS)
        .read(answer.body())
        .child("", "MESSAGE")
        .flatMap(m -> m.child("", "SIMPLERSP"))
        .flatMap(r -> r.child("", "IMETHODRESPONSE"))
        .orElseThrow(() -> new AssertionError(answer.statusCode() + " " + answer.body()));
  }

  /** A request whose headers may say something else than its body. */
  HttpResponse<String> send(
      String headerMethod, String method, String headerObject, String namespace, String parameters)
      throws Exception {
    StringBuilder path = new StringBuilder();
    for (String part : namespace.split("/")) {
      path.append("<NAMESPACE NAME=\"").append(part).append("\"/>");
    }
    return post(
        "MethodCall",
        headerMethod,
        headerObject,
        "<?xml version=\"1.0\" encoding=\"utf-8\" ?>\n"
            + "<CIM CIMVERSION=\"2.0\" DTDVERSION=\"2.0\"><MESSAGE ID=\"1001\" PROTOCOLVERSION=\"1.0\">"
            + "<SIMPLEREQ><IMETHODCALL NAME=\""
            + method
            + "\"><LOCALNAMESPACEPATH>"
            + path
            + "</LOCALNAMESPACEPATH>"
            + parameters
            + "</IMETHODCALL></SIMPLEREQ></MESSAGE></CIM>");
  }

  HttpResponse<String> post(String operation, String method, String object, String body)
      throws Exception {
    return http.send(
        HttpRequest.newBuilder(cimom)
            .header("Content-Type", "application/xml; charset=\"utf-8\"")
            .header("CIMOperation", operation)
            .header("CIMMethod", method)
            .header("CIMObject", object)
            .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8))
            .build(),
        HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  static String error(XmlElement response) {
    return response.child("", "ERROR").flatMap(e -> e.attribute("CODE")).orElse("");
  }

  static String description(XmlElement response) {
    return response.child("", "ERROR").flatMap(e -> e.attribute("DESCRIPTION")).orElse("");
  }

  /** The text of the first property of that name. */
  static String property(XmlElement response, String name) {
    return find(response, name);
  }

  private static String find(XmlElement element, String name) {
    if (element.name().local().startsWith("PROPERTY")
        && element.attribute("NAME").filter(name::equals).isPresent()) {
      return element.text();
    }
    return element
        .elements()
        .map(child -> find(child, name))
        .filter(t -> !t.isEmpty())
        .findFirst()
        .orElse("");
  }

  String destinationName(String name) {
    return instanceName("CIM_ListenerDestinationCIMXML", name);
  }

  String filterName(String name) {
    return instanceName("CIM_IndicationFilter", name);
  }

  private String instanceName(String className, String name) {
    return "<INSTANCENAME CLASSNAME=\""
        + className
        + "\">"
        + key("SystemCreationClassName", "CIM_ComputerSystem")
        + key("SystemName", systemName)
        + key("CreationClassName", className)
        + key("Name", name)
        + "</INSTANCENAME>";
  }

  private static String key(String name, String value) {
    return "<KEYBINDING NAME=\""
        + name
        + "\"><KEYVALUE VALUETYPE=\"string\">"
        + value
        + "</KEYVALUE></KEYBINDING>";
  }

  private static String reference(String instanceName) {
    return "<VALUE.REFERENCE><LOCALINSTANCEPATH><LOCALNAMESPACEPATH><NAMESPACE NAME=\"interop\"/>"
        + "</LOCALNAMESPACEPATH>"
        + instanceName
        + "</LOCALINSTANCEPATH></VALUE.REFERENCE>";
  }

  String subscriptionName(String filter, String destination) {
    return "<INSTANCENAME CLASSNAME=\"CIM_IndicationSubscription\"><KEYBINDING NAME=\"Filter\">"
        + reference(filterName(filter))
        + "</KEYBINDING><KEYBINDING NAME=\"Handler\">"
        + reference(destinationName(destination))
        + "</KEYBINDING></INSTANCENAME>";
  }

  XmlElement createDestination(String name, URI address) throws Exception {
    return create(
        "CIM_ListenerDestinationCIMXML",
        property("Name", "string", name)
            + property("Destination", "string", address.toString())
            + property("PersistenceType", "uint16", "3"));
  }

  XmlElement createFilter(String name, String query) throws Exception {
    return create(
        "CIM_IndicationFilter",
        property("Name", "string", name)
            + property("Query", "string", query)
            + property("QueryLanguage", "string", "DMTF:CQL")
            + "<PROPERTY.ARRAY NAME=\"SourceNamespaces\" TYPE=\"string\"><VALUE.ARRAY>"
            + "<VALUE>root/cimv2</VALUE></VALUE.ARRAY></PROPERTY.ARRAY>");
  }

  XmlElement createSubscription(String filter, String destination, String more) throws Exception {
    return create(
        "CIM_IndicationSubscription",
        "<PROPERTY.REFERENCE NAME=\"Filter\">"
            + reference(filterName(filter))
            + "</PROPERTY.REFERENCE><PROPERTY.REFERENCE NAME=\"Handler\">"
            + reference(destinationName(destination))
            + "</PROPERTY.REFERENCE>"
            + more);
  }

  XmlElement create(String className, String properties) throws Exception {
    return call(
        "CreateInstance",
        "interop",
        parameter(
            "NewInstance",
            "<INSTANCE CLASSNAME=\"" + className + "\">" + properties + "</INSTANCE>"));
  }

  XmlElement delete(String instanceName) throws Exception {
    return call("DeleteInstance", "interop", parameter("InstanceName", instanceName));
  }

  XmlElement get(String instanceName) throws Exception {
    return call("GetInstance", "interop", parameter("InstanceName", instanceName));
  }

  XmlElement modify(String instanceName, String className, String properties) throws Exception {
    return call(
        "ModifyInstance",
        "interop",
        parameter(
            "ModifiedInstance",
            "<VALUE.NAMEDINSTANCE>"
                + instanceName
                + "<INSTANCE CLASSNAME=\""
                + className
                + "\">"
                + properties
                + "</INSTANCE></VALUE.NAMEDINSTANCE>"));
  }
}
