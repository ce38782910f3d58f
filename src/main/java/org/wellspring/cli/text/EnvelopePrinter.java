package org.wellspring.cli.text;

import java.io.PrintWriter;
import java.util.regex.Pattern;
import org.wellspring.client.WireTap;
import org.wellspring.xml.XmlLimits;
import org.wellspring.xml.XmlProblem;
import org.wellspring.xml.XmlReader;

/** Shows what goes over the wire, indented, with the text of password elements masked. */
public final class EnvelopePrinter implements WireTap {
  private static final Pattern PASSWORD =
      Pattern.compile("(<(?:[\\w.-]+:)?Password\\b[^>]*>)[^<]*", Pattern.CASE_INSENSITIVE);

  private final PrintWriter out;
  private final XmlReader reader = new XmlReader(XmlLimits.DEFAULTS);

  public EnvelopePrinter(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void sent(String requestLine, String body) {
    out.println("> " + requestLine);
    show(body);
  }

  @Override
  public void received(int status, String body) {
    out.println("< HTTP " + status);
    show(body);
  }

  private void show(String body) {
    if (!body.isBlank()) {
      out.println(PASSWORD.matcher(pretty(body)).replaceAll("$1****"));
    }
  }

  private String pretty(String body) {
    if (!body.stripLeading().startsWith("<")) {
      return body;
    }
    try {
      return PrettyXml.of(reader.read(body));
    } catch (XmlProblem e) {
      return body;
    }
  }
}
