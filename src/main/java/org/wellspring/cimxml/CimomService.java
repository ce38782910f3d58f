package org.wellspring.cimxml;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wellspring.cim.CimException;
import org.wellspring.cim.CimStatus;
import org.wellspring.cim.CimXmlWriter;
import org.wellspring.metrics.MeterName;
import org.wellspring.metrics.Meters;
import org.wellspring.model.Principal;
import org.wellspring.time.Timers;
import org.wellspring.wbem.IndicationDialect;
import org.wellspring.wbem.ObjectManager;
import org.wellspring.xml.XmlReader;

/**
 * From the octets of a request to those of its answer: everything but HTTP. Safe for use by several
 * threads.
 */
public final class CimomService {
  private static final Logger log = LoggerFactory.getLogger(CimomService.class);
  private static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"utf-8\" ?>\n";

  /** What the service works with. */
  public record Parts(
      ObjectManager manager,
      IndicationDialect dialect,
      String systemName,
      XmlReader xml,
      Timers timers,
      int maxContexts,
      Duration contextIdle,
      Meters meters) {}

  private final MessageReader reader;
  private final Operations operations;
  private final Meters meters;

  public CimomService(Parts parts) {
    this.reader = new MessageReader(parts.xml);
    this.meters = parts.meters;
    Answers answers = new Answers(parts.manager.classes(), parts.systemName);
    PullContexts contexts = new PullContexts(parts.timers, parts.maxContexts, parts.contextIdle);
    this.operations =
        new Operations(
            new InstanceOperations(parts.manager, answers),
            new AssociationOperations(parts.manager, answers),
            new ClassOperations(parts.manager, answers),
            new PullOperations(parts.manager, answers, contexts),
            new QueryOperation(parts.manager, parts.dialect, answers));
  }

  /** What the HTTP headers say; the body must say the same. */
  record Headers(Optional<String> method, Optional<String> object) {}

  /**
   * Answers a request.
   *
   * @return never completed exceptionally, apart from bugs
   * @throws BadMessage when it is no CIM operation
   */
  CompletableFuture<byte[]> answer(byte[] body, Headers headers, Principal who) throws BadMessage {
    OperationCall call = reader.read(body);
    check("CIMMethod", headers.method, call.method());
    check("CIMObject", headers.object, call.namespace());
    return called(call, who)
        .handle((content, failure) -> failure == null ? content : error(call, failure))
        .thenApply(content -> message(call, content));
  }

  private static void check(String header, Optional<String> said, String is) throws BadMessage {
    if (said.isEmpty() || !said.get().equalsIgnoreCase(is)) {
      throw new BadMessage(
          "header-mismatch",
          header
              + " is "
              + said.map(text -> "\"" + text + "\"").orElse("missing")
              + " but the message says \""
              + is
              + "\"");
    }
  }

  private CompletableFuture<String> called(OperationCall call, Principal who) {
    try {
      return operations.call(call, who);
    } catch (CimException refused) {
      return CompletableFuture.failedFuture(refused);
    } catch (RuntimeException bug) { // the peer must get an answer
      return CompletableFuture.failedFuture(bug);
    }
  }

  private String error(OperationCall call, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof CimException refused) {
      meters.count(MeterName.FAULTS, "code", "cim-" + refused.status().code());
      return error(refused.status(), refused.description());
    }
    log.error("cimxml.operation-failed method={}", call.method(), cause);
    return error(CimStatus.FAILED, "The server failed on this request; its log says why.");
  }

  private static String error(CimStatus status, String description) {
    return "<ERROR"
        + CimXmlWriter.attribute("CODE", Integer.toString(status.code()))
        + CimXmlWriter.attribute("DESCRIPTION", description)
        + "></ERROR>";
  }

  private static byte[] message(OperationCall call, String content) {
    String text =
        DECLARATION
            + "<CIM CIMVERSION=\"2.0\" DTDVERSION=\"2.0\"><MESSAGE"
            + CimXmlWriter.attribute("ID", call.messageId())
            + " PROTOCOLVERSION=\"1.0\"><SIMPLERSP><IMETHODRESPONSE"
            + CimXmlWriter.attribute("NAME", call.method())
            + ">"
            + content
            + "</IMETHODRESPONSE></SIMPLERSP></MESSAGE></CIM>";
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
