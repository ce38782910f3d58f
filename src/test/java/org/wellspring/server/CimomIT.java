package org.wellspring.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wellspring.server.CimCalls.className;
import static org.wellspring.server.CimCalls.description;
import static org.wellspring.server.CimCalls.error;
import static org.wellspring.server.CimCalls.parameter;
import static org.wellspring.server.CimCalls.property;
import static org.wellspring.server.CimCalls.value;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.wellspring.client.Mode;
import org.wellspring.client.SubscribeOptions;
import org.wellspring.client.SubscriptionHandle;
import org.wellspring.xml.XmlElement;

/** CIM operations beyond what recorded clients ask for. DSP0200 §5 and §7. */
final class CimomIT {
  private static final URI NOBODY = URI.create("http://127.0.0.1:9/");

  private static StartedServer server;
  private static CimCalls calls;

  @BeforeAll
  static void start() throws Exception {
    server =
        StartedServer.with(
            "wbem.filters[0].name=DMTF:Indications:GlobalAlertIndicationFilter",
            "wbem.filters[0].query=SELECT * FROM CIM_AlertIndication",
            "wbem.filters[1].name=members",
            "wbem.filters[1].query=SELECT * FROM CIM_InstIndication",
            "wbem.filters[1].individual=false",
            "wbem.collections[0].name=All",
            "wbem.collections[0].filters=DMTF:Indications:GlobalAlertIndicationFilter,members");
    calls = new CimCalls(server);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static List<XmlElement> returned(XmlElement response) {
    assertThat(error(response)).as(description(response)).isEmpty();
    return response.child("", "IRETURNVALUE").stream().flatMap(XmlElement::elements).toList();
  }

  private static String parameterText(XmlElement response, String name) {
    return response
        .elements("", "PARAMVALUE")
        .filter(one -> one.attribute("NAME").filter(name::equals).isPresent())
        .findFirst()
        .orElseThrow()
        .text();
  }

  @Test
  void headersThatSaySomethingElseThanTheMessageAreRefused() throws Exception {
    HttpResponse<String> method =
        calls.send("GetInstance", "EnumerateInstances", "interop", "interop", "");
    HttpResponse<String> object =
        calls.send("EnumerateInstances", "EnumerateInstances", "root/cimv2", "interop", "");
    HttpResponse<String> operation = calls.post("MethodResponse", "X", "interop", "<CIM/>");
    HttpResponse<String> broken = calls.post("MethodCall", "X", "interop", "<CIM");
    HttpResponse<String> dtd =
        calls.post("MethodCall", "X", "interop", "<CIM CIMVERSION='2.0' DTDVERSION='3.0'/>");

    assertThat(List.of(method, object, operation, broken, dtd))
        .allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(400))
        .extracting(answer -> answer.headers().firstValue("CIMError").orElse(""))
        .containsExactly(
            "header-mismatch",
            "header-mismatch",
            "unsupported-operation",
            "request-not-well-formed",
            "unsupported-dtd-version");
  }

  @Test
  void onlyPostIsServed() throws Exception {
    assertThat(server.get("/cimom").statusCode()).isEqualTo(405);
    assertThat(server.get("/cimom").headers().firstValue("Allow")).contains("POST");
  }

  @Test
  void whatIsWrongGetsItsStatusWithWordsThatHelp() throws Exception {
    XmlElement namespace = calls.call("EnumerateInstances", "nowhere", className("CIM_Namespace"));
    XmlElement unknownClass = calls.call("EnumerateInstances", "interop", className("ACME_Jam"));
    XmlElement operation = calls.call("SetQualifier", "interop", "");
    XmlElement unknownProperty =
        calls.create(
            "CIM_IndicationFilter",
            property("Name", "string", "x") + property("Nmae", "string", "x"));
    XmlElement noQuery = calls.create("CIM_IndicationFilter", property("Name", "string", "x"));
    XmlElement badQuery = calls.createFilter("x", "SELECT everything");
    XmlElement language =
        calls.create(
            "CIM_IndicationFilter",
            property("Name", "string", "x")
                + property("Query", "string", "x")
                + property("QueryLanguage", "string", "SQL"));
    XmlElement dangling = calls.createSubscription("nobody", "nobody", "");
    XmlElement address = calls.createDestination("x", URI.create("ftp://127.0.0.1/"));
    XmlElement type =
        calls.create(
            "CIM_ListenerDestinationCIMXML",
            property("Name", "string", "x")
                + property("Destination", "string", "http://127.0.0.1:9")
                + property("PersistenceType", "uint16", "many"));

    assertThat(List.of(namespace, unknownClass, operation, unknownProperty, noQuery, badQuery))
        .extracting(CimCalls::error)
        .containsExactly("3", "5", "7", "4", "4", "15");
    assertThat(List.of(language, dangling, address, type))
        .extracting(CimCalls::error)
        .containsExactly("14", "4", "4", "13");
    assertThat(description(namespace)).contains("interop, root/cimv2");
    assertThat(description(language)).contains("DMTF:CQL").contains("WQL");
    assertThat(description(unknownProperty)).contains("no property Nmae");
  }

  @Test
  void aStaticFilterIsListedAndSubscribableAndNotDeletable() throws Exception {
    String name = "DMTF:Indications:GlobalAlertIndicationFilter";

    assertThat(error(calls.delete(calls.filterName(name)))).isEqualTo("2");
    assertThat(property(calls.get(calls.filterName(name)), "Query"))
        .isEqualTo("SELECT * FROM CIM_AlertIndication");
    calls.createDestination("static", NOBODY);
    assertThat(error(calls.createSubscription(name, "static", ""))).isEmpty();
    assertThat(error(calls.createSubscription("members", "static", ""))).isEqualTo("1");
    assertThat(error(calls.delete(calls.subscriptionName(name, "static")))).isEmpty();
  }

  @Test
  void aPullGivesWhatAnEnumerationGivesInPieces() throws Exception {
    int all =
        returned(calls.call("EnumerateInstances", "interop", className("CIM_Namespace"))).size();
    assertThat(all).isEqualTo(2);

    XmlElement open =
        calls.call(
            "OpenEnumerateInstances",
            "interop",
            className("CIM_Namespace") + value("MaxObjectCount", "1"));
    String context = parameterText(open, "EnumerationContext");
    XmlElement pull =
        calls.call(
            "PullInstancesWithPath",
            "interop",
            value("EnumerationContext", context) + value("MaxObjectCount", "10"));

    assertThat(returned(open)).hasSize(1);
    assertThat(parameterText(open, "EndOfSequence")).isEqualTo("FALSE");
    assertThat(returned(pull)).hasSize(1);
    assertThat(parameterText(pull, "EndOfSequence")).isEqualTo("TRUE");
    assertThat(
            error(
                calls.call(
                    "PullInstancesWithPath",
                    "interop",
                    value("EnumerationContext", context) + value("MaxObjectCount", "10"))))
        .isEqualTo("21");
  }

  @Test
  void anEnumerationThatIsClosedIsGone() throws Exception {
    XmlElement open =
        calls.call("OpenEnumerateInstancePaths", "interop", className("CIM_Namespace"));
    String context = value("EnumerationContext", parameterText(open, "EnumerationContext"));

    assertThat(error(calls.call("CloseEnumeration", "interop", context))).isEmpty();
    assertThat(error(calls.call("CloseEnumeration", "interop", context))).isEqualTo("21");
  }

  @Test
  void aQueryFindsInstancesByWhatTheyAre() throws Exception {
    XmlElement found =
        calls.call(
            "ExecQuery",
            "interop",
            value("QueryLanguage", "DMTF:CQL")
                + value("Query", "SELECT * FROM CIM_Namespace WHERE Name = 'root/cimv2'"));
    XmlElement byWql =
        calls.call(
            "ExecQuery",
            "interop",
            value("QueryLanguage", "WQL")
                + value("Query", "SELECT Name FROM CIM_Service WHERE Started = TRUE"));

    assertThat(returned(found)).singleElement().asString().contains("root/cimv2");
    assertThat(returned(byWql)).hasSize(2);
    assertThat(property(byWql, "SystemName")).isEmpty();
    assertThat(property(byWql, "Name")).isNotEmpty();
    assertThat(
            error(
                calls.call(
                    "ExecQuery",
                    "interop",
                    value("QueryLanguage", "DMTF:CQL") + value("Query", "SELECT"))))
        .isEqualTo("15");
  }

  @Test
  void classesComeWithWhatTheyInheritAndTheirQualifiers() throws Exception {
    XmlElement full =
        calls.call(
            "GetClass",
            "interop",
            className("CIM_RegisteredProfile") + value("LocalOnly", "FALSE"));
    XmlElement local =
        calls.call("GetClass", "root/cimv2", className("CIM_ListenerDestinationCIMXML"));
    XmlElement below =
        calls.call(
            "EnumerateClassNames",
            "interop",
            className("CIM_Indication") + value("DeepInheritance", "TRUE"));

    assertThat(full.toString())
        .contains("NAME=\"Values\"")
        .contains("<VALUE>DMTF</VALUE>")
        .contains("NAME=\"Caption\"");
    assertThat(local.toString()).contains("NAME=\"Protocol\"").doesNotContain("NAME=\"Caption\"");
    assertThat(returned(below))
        .extracting(one -> one.attribute("NAME").orElse(""))
        .contains("CIM_AlertIndication", "CIM_InstModification");
    assertThat(returned(calls.call("EnumerateClasses", "interop", value("LocalOnly", "TRUE"))))
        .isNotEmpty();
  }

  @Test
  void associationsLeadFromTheServiceToTheSystemAndTheFilters() throws Exception {
    XmlElement service =
        calls.call("EnumerateInstanceNames", "interop", className("CIM_IndicationService"));
    String name = returned(service).get(0).toString();

    XmlElement systems =
        calls.call(
            "AssociatorNames",
            "interop",
            parameter("ObjectName", name)
                + parameter("AssocClass", "<CLASSNAME NAME=\"CIM_HostedService\"/>"));
    XmlElement filters =
        calls.call(
            "Associators",
            "interop",
            parameter("ObjectName", name)
                + parameter("ResultClass", "<CLASSNAME NAME=\"CIM_IndicationFilter\"/>"));

    assertThat(returned(systems)).singleElement().asString().contains("CIM_ComputerSystem");
    assertThat(filters.toString()).contains("DMTF:Indications:GlobalAlertIndicationFilter");
    assertThat(error(calls.call("References", "interop", parameter("ObjectName", name)))).isEmpty();
  }

  @Test
  void aSubscriptionIsSwitchedOffAndOnAndOtherwiseLeftAsItIs() throws Exception {
    calls.createDestination("switch", NOBODY);
    calls.createFilter("switch", CimCalls.NOTEBOOK_QUERY);
    calls.createSubscription("switch", "switch", "");
    String name = calls.subscriptionName("switch", "switch");
    int before = server.server().subscriptions().size();

    assertThat(
            error(
                calls.modify(
                    name,
                    "CIM_IndicationSubscription",
                    property("SubscriptionState", "uint16", "4")
                        + property("SubscriptionInfo", "string", "off"))))
        .isEmpty();
    assertThat(server.server().subscriptions()).hasSize(before - 1);
    assertThat(property(calls.get(name), "SubscriptionInfo")).isEqualTo("off");

    calls.modify(name, "CIM_IndicationSubscription", property("SubscriptionState", "uint16", "2"));
    assertThat(server.server().subscriptions()).hasSize(before);
    assertThat(
            error(
                calls.modify(
                    name,
                    "CIM_IndicationSubscription",
                    property("SubscriptionState", "uint16", "3"))))
        .isEqualTo("4");
    assertThat(
            error(
                calls.modify(
                    calls.filterName("switch"),
                    "CIM_IndicationFilter",
                    property("Query", "string", "SELECT * FROM CIM_Indication"))))
        .isEqualTo("1");
  }

  @Test
  void aWsEventingSubscriptionIsShownAndCannotBeTouched() throws Exception {
    SubscriptionHandle pull = server.subscribe(SubscribeOptions.of(Mode.PULL));
    String id = pull.id();

    XmlElement destinations =
        calls.call(
            "EnumerateInstances", "interop", className("CIM_ListenerDestinationWSManagement"));
    XmlElement subscriptions =
        calls.call("EnumerateInstanceNames", "interop", className("CIM_IndicationSubscription"));

    assertThat(destinations.toString()).contains(id);
    assertThat(property(destinations, "DeliveryMode")).isEqualTo("5");
    String name =
        returned(subscriptions).stream()
            .map(XmlElement::toString)
            .filter(text -> text.contains(id))
            .findFirst()
            .orElseThrow();
    assertThat(property(calls.get(name), "SubscriptionTimeRemaining")).isNotEmpty();
    assertThat(error(calls.delete(name))).isEqualTo("7");
  }
}
