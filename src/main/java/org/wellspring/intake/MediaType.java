package org.wellspring.intake;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A content type as far as it matters here.
 *
 * @param essence type and subtype in lower case, {@code application/json}; empty when there is none
 * @param charset as declared, UTF-8 otherwise
 */
record MediaType(String essence, Charset charset) {
  /**
   * Reads a Content-Type header or a {@code datacontenttype} attribute.
   *
   * @throws IllegalArgumentException when it names a charset that is not known here
   */
  static MediaType parse(String written) {
    String[] parts = written.split(";");
    Charset charset = StandardCharsets.UTF_8;
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip();
      if (parameter.toLowerCase(Locale.ROOT).startsWith("charset=")) {
        charset = Charset.forName(parameter.substring("charset=".length()).replace("\"", ""));
      }
    }
    return new MediaType(parts[0].strip().toLowerCase(Locale.ROOT), charset);
  }

  boolean isXml() {
    return essence.equals("application/xml")
        || essence.equals("text/xml")
        || essence.endsWith("+xml");
  }

  /** CloudEvents 1.0 §3.1: no content type means JSON. */
  boolean isJson() {
    return essence.isEmpty()
        || essence.equals("application/json")
        || essence.equals("text/json")
        || essence.endsWith("+json");
  }
}
