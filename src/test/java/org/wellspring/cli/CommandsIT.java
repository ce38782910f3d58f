package org.wellspring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wellspring.client.ScriptedSoapServer;
import org.wellspring.client.ScriptedSoapServer.Reply;
import org.wellspring.xml.XmlElement;

final class CommandsIT {
  private final CapturedTerminal terminal = new CapturedTerminal();
  private ScriptedSoapServer server;

  @BeforeEach
  void start() throws IOException {
    server = ScriptedSoapServer.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private int run(String command, String... more) {
    List<String> args = new ArrayList<>(List.of(command, "--url", server.uri().toString()));
    args.addAll(List.of(more));
    return terminal.run(args.toArray(String[]::new));
  }

  @Test
  void identifyPrintsWhatTheServerSays() {
    server.reply(
        "<wsmid:IdentifyResponse><wsmid:ProtocolVersion>p1</wsmid:ProtocolVersion>"
            + "<wsmid:ProductVendor>Acme</wsmid:ProductVendor></wsmid:IdentifyResponse>");

    int code = run("identify");

    assertThat(code).isZero();
    assertThat(terminal.lines()).containsExactly("vendor    Acme", "version   ", "protocol  p1");
  }

  @Test
  void aFaultIsPrintedWithItsCodesAndReasonAndExitCode1() {
    server.fault(
        "s:Sender",
        "wsman:InvalidSelectors",
        "there is no fountain 'x'",
        "<wsman:FaultDetail>http://schemas.dmtf.org/wbem/wsman/1/wsman/faultDetail/UnexpectedSelectors</wsman:FaultDetail>");

    int code = run("get", "--selector", "ResourceID=x");

    assertThat(code).isEqualTo(1);
    assertThat(terminal.err().split("\\R"))
        .containsExactly(
            "fault: s:Sender wsman:InvalidSelectors (UnexpectedSelectors)",
            "there is no fountain 'x'");
  }

  @Test
  void noConnectionIsExitCode1AndWrongOptionsAre2() throws IOException {
    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }

    assertThat(terminal.run("identify", "--url", "http://127.0.0.1:" + closed + "/wsman"))
        .isEqualTo(1);
    assertThat(terminal.err()).contains("error: cannot connect");
    assertThat(run("identify", "--timeout", "soon")).isEqualTo(2);
    assertThat(terminal.err()).contains("'soon' is not a duration");
    assertThat(run("subscribe")).isEqualTo(2);
    assertThat(terminal.err()).contains("--notify-to URL, or --listen");
    assertThat(run("subscribe", "--mode", "trap", "--generation", "dmtf")).isEqualTo(2);
    assertThat(run("pull")).isEqualTo(2);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void getPrintsIndentedXml() {
    server.reply("<fcs:Fountain ResourceID='n'><fcs:Floor>3</fcs:Floor></fcs:Fountain>");

    int code = run("get", "-s", "ResourceID=n");

    assertThat(code).isZero();
    assertThat(terminal.lines().get(1)).isEqualTo("  <fcs:Floor>3</fcs:Floor>");
  }

  @Test
  void putChangesPropertiesOfWhatIsThere() {
    server
        .reply(
            "<fcs:Fountain ResourceID='n' Old='1'><fcs:Floor>3</fcs:Floor><fcs:FlowLimit>1</fcs:FlowLimit></fcs:Fountain>")
        .reply("");

    int code = run("put", "-s", "ResourceID=n", "--set", "FlowLimit=2.5", "--set", "Old=2");

    assertThat(code).isZero();
    assertThat(terminal.lines()).containsExactly("replaced");
    XmlElement sent = server.request(1).content();
    assertThat(sent.elements().map(XmlElement::text)).containsExactly("3", "2.5");
    assertThat(sent.attribute("Old")).contains("2");
    assertThat(sent.attribute("ResourceID")).contains("n");
  }

  @Test
  void putOfAnUnknownPropertyNamesTheKnownOnes() {
    server.reply("<fcs:Fountain ResourceID='n'><fcs:Floor>3</fcs:Floor></fcs:Fountain>");

    int code = run("put", "--set", "Colour=red");

    assertThat(code).isEqualTo(2);
    assertThat(terminal.err()).contains("Colour").contains("Floor, ResourceID");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void putAndCreateReadFilesAndStandardInput(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("f.xml"), "<Fountain ResourceID='f'/>");
    server
        .reply("")
        .reply(
            "<wxf:ResourceCreated><wsa:Address>http://h/w</wsa:Address><wsa:ReferenceParameters>"
                + "<wsman:ResourceURI>urn:r</wsman:ResourceURI><wsman:SelectorSet>"
                + "<wsman:Selector Name='ResourceID'>new</wsman:Selector></wsman:SelectorSet>"
                + "</wsa:ReferenceParameters></wxf:ResourceCreated>");

    assertThat(run("put", file.toString())).isZero();
    terminal.input("<Fountain ResourceID='i'/>");
    assertThat(run("create")).isZero();

    assertThat(server.request(0).content().attribute("ResourceID")).contains("f");
    assertThat(server.request(1).content().attribute("ResourceID")).contains("i");
    assertThat(terminal.lines())
        .containsExactly(
            "replaced", "address   http://h/w", "resource  urn:r", "selector  ResourceID=new");
    assertThat(run("put", directory.resolve("missing").toString())).isEqualTo(2);
  }

  @Test
  void deleteEnumerateRenewStatusAndUnsubscribeSayWhatHappened() {
    server
        .reply("")
        .reply(
            "<wsen:EnumerateResponse><wsen:EnumerationContext/><wsman:Items>"
                + "<fcs:Fountain ResourceID='1'/></wsman:Items></wsen:EnumerateResponse>")
        .reply("<wse:RenewResponse><wse:Expires>PT2H</wse:Expires></wse:RenewResponse>")
        .reply("<wse:GetStatusResponse><wse:Expires>PT1H</wse:Expires></wse:GetStatusResponse>")
        .reply("");

    assertThat(run("delete", "-s", "ResourceID=1")).isZero();
    assertThat(run("enumerate", "--filter", "/x:F", "--ns", "x=urn:x")).isZero();
    assertThat(run("renew", "uuid:1", "--expires", "2h")).isZero();
    assertThat(run("status", "uuid:1")).isZero();
    assertThat(run("unsubscribe", "uuid:1")).isZero();

    assertThat(terminal.lines())
        .containsExactly(
            "deleted",
            "<fcs:Fountain ResourceID=\"1\" xmlns:fcs=\"http://control.fineartschool.com/schemas/fcs\"/>",
            "expires   PT2H",
            "expires   PT1H",
            "unsubscribed");
    assertThat(server.request(2).header("Identifier").map(XmlElement::text)).contains("uuid:1");
    assertThat(server.request(2).content().text()).isEqualTo("PT2H");
  }

  @Test
  void pullOncePrintsEventsAndTheNextContext() {
    server.reply(
        "<wsen:PullResponse><wsen:EnumerationContext>c2</wsen:EnumerationContext>"
            + "<wsen:Items><fcs:Usage Volume='1'/></wsen:Items></wsen:PullResponse>");
    server.fault("s:Receiver", "wsman:TimedOut", "nothing", "");

    assertThat(run("pull", "c1", "--id", "uuid:1", "--count", "3")).isZero();
    assertThat(run("pull", "c2")).isZero();

    assertThat(terminal.lines()).containsExactly("pull        Usage Volume=1");
    assertThat(terminal.err()).contains("context   c2");
    assertThat(
            server
                .request(0)
                .content()
                .childText("http://schemas.xmlsoap.org/ws/2004/09/enumeration", "MaxElements"))
        .contains("3");
  }

  @Test
  void publishDerivesTheTypeAndPrintsTheReceipt() {
    server.add(new Reply(202, "application/json", "{\"accepted\":1}"));

    int code = run("publish", "--subject", "ResourceID=n", "<f:Usage xmlns:f='urn:f' Volume='1'/>");

    assertThat(code).isZero();
    assertThat(terminal.lines()).containsExactly("published {\"accepted\":1}");
    assertThat(server.request(0).http("Ce-type"))
        .isEqualTo("http://control.fineartschool.com/fountains/Usage");
    assertThat(server.request(0).http("Ce-subject")).isEqualTo("ResourceID=n");
  }

  @Test
  void publishRepeatsInBatchesWithNumbersAndOwnIds() {
    server.otherwise(request -> new Reply(202, "application/json", "{}"));
    terminal.input("{\"n\":{n}}");

    int code =
        run(
            "publish", "--json", "--type", "T", "--id", "a", "--count", "5", "--batch", "2",
            "--rate", "1000");

    assertThat(code).isZero();
    assertThat(terminal.lines()).containsExactly("published 5 events");
    assertThat(server.requests()).hasSize(3);
    assertThat(server.request(1).body())
        .contains("\"id\":\"a-3\"")
        .contains("\"data\":{\"n\":4}")
        .doesNotContain("a-5");
  }

  @Test
  void publishRefusesBadXmlBeforeSendingIt() {
    assertThat(run("publish", "<open>")).isEqualTo(2);
    assertThat(run("publish", "--json", "{}")).isEqualTo(2);
    assertThat(terminal.err()).contains("the data is not XML").contains("--json needs --type");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void passwordsComeFromEnvironmentOrKeyboardAndAreNeverShown() {
    server.otherwise(
        request -> ScriptedSoapServer.ok("", "<wsmid:IdentifyResponse></wsmid:IdentifyResponse>"));

    terminal.environment("WELLSPRING_PASSWORD", "s3cret");
    assertThat(run("identify", "--user", "operator", "--verbose")).isZero();
    CapturedTerminal asked = new CapturedTerminal().types("typed");
    assertThat(asked.run("identify", "--url", server.uri().toString(), "-u", "o")).isZero();
    CapturedTerminal silent = new CapturedTerminal();
    assertThat(silent.run("identify", "--url", server.uri().toString(), "-u", "o")).isEqualTo(2);

    assertThat(server.request(0).http("Authorization")).isEqualTo("Basic b3BlcmF0b3I6czNjcmV0");
    assertThat(server.request(1).http("Authorization")).startsWith("Basic ");
    assertThat(terminal.err()).contains("> POST " + server.uri()).doesNotContain("s3cret");
    assertThat(silent.err()).contains("WELLSPRING_PASSWORD");
  }

  @Test
  void passwdAsksTwiceAtAKeyboardAndReadsALineOtherwise() {
    List<String> set = new ArrayList<>();
    UserStore users =
        (file, user, role, password) -> set.add(user + " " + role + " " + new String(password));

    assertThat(new CapturedTerminal().users(users).types("a", "a").run("passwd", "f", "kim"))
        .isZero();
    assertThat(
            new CapturedTerminal()
                .users(users)
                .input("line\nmore\n")
                .run("passwd", "f", "lee", "--role", "admin"))
        .isZero();
    CapturedTerminal differing = new CapturedTerminal().users(users).types("a", "b");
    assertThat(differing.run("passwd", "f", "kim")).isEqualTo(2);
    assertThat(new CapturedTerminal().users(users).run("passwd", "f", "kim")).isEqualTo(2);
    assertThat(new CapturedTerminal().users(users).input("x").run("passwd", "f", "a:b"))
        .isEqualTo(2);

    assertThat(
            new CapturedTerminal().users(users).input("x").run("passwd", "f", "k", "--role", "x"))
        .isEqualTo(2);

    assertThat(set).containsExactly("kim user a", "lee admin line");
    assertThat(differing.err()).contains("nothing was changed");
  }
}
