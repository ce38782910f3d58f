package org.wellspring.intake.syslog;

import java.util.List;
import java.util.Optional;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlOutput;

/**
 * What a message says; absent or NILVALUE fields are empty.
 *
 * @param timestamp RFC 3339, with offset
 * @param text may be empty
 */
record Fields(
    Priority priority,
    Optional<String> timestamp,
    Optional<String> host,
    Optional<String> app,
    Optional<String> procid,
    Optional<String> msgid,
    List<SdElement> structuredData,
    String text) {
  /** A structured data element, RFC 5424 §6.3. */
  record SdElement(String id, List<SdParam> params) {}

  record SdParam(String name, String value) {}

  /** Only text: nothing else could be made out. */
  static Fields ofText(Priority priority, String text) {
    return new Fields(
        priority,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        text);
  }

  XmlElement toXml() {
    XmlElement.Builder message = builder("Message");
    message.add(leaf("facility", priority.facility()));
    message.add(leaf("severity", priority.severity()));
    message.add(leaf("priority", Integer.toString(priority.value())));
    timestamp.ifPresent(value -> message.add(leaf("timestamp", value)));
    host.ifPresent(value -> message.add(leaf("host", value)));
    app.ifPresent(value -> message.add(leaf("app", value)));
    procid.ifPresent(value -> message.add(leaf("procid", value)));
    msgid.ifPresent(value -> message.add(leaf("msgid", value)));
    if (!text.isEmpty()) {
      message.add(leaf("text", text));
    }
    if (!structuredData.isEmpty()) {
      message.add(structuredDataXml());
    }
    return message.build();
  }

  private XmlElement structuredDataXml() {
    XmlElement.Builder all = builder("structuredData");
    for (SdElement element : structuredData) {
      XmlElement.Builder one =
          builder("element").attribute("id", XmlOutput.legalText(element.id()));
      for (SdParam param : element.params()) {
        one.add(
            builder("param")
                .attribute("name", XmlOutput.legalText(param.name()))
                .text(XmlOutput.legalText(param.value()))
                .build());
      }
      all.add(one.build());
    }
    return all.build();
  }

  private static XmlElement leaf(String name, String value) {
    return builder(name).text(XmlOutput.legalText(value)).build();
  }

  private static XmlElement.Builder builder(String name) {
    return XmlElement.builder(SyslogParser.NAMESPACE, name, "sl");
  }
}
