package org.wellspring.soap.http;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Serves the contract of a SOAP endpoint: {@code ?wsdl} and, for its imports, {@code ?xsd=FILE}.
 * The address in it is the one by which the client came, so that what it generates calls back here.
 */
public class ContractServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private static final Pattern IMPORT =
      Pattern.compile("(schemaLocation|location)=\"(?:[^\"]*/)?([A-Za-z0-9.-]+\\.xsd)\"");
  private static final Pattern ADDRESS =
      Pattern.compile("(<[A-Za-z0-9]+:address\\s+location=\")[^\"]*\"");
  private static final Pattern FILE = Pattern.compile("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*\\.xsd");

  private final transient Map<String, String> contracts;

  /**
   * @param wsdl name of the contract's file, in {@code wsdl/}
   */
  public ContractServlet(String wsdl) {
    this(Map.of("wsdl", wsdl));
  }

  /**
   * @param contracts files in {@code wsdl/} by the query that asks for them, in lower case
   */
  public ContractServlet(Map<String, String> contracts) {
    this.contracts = Map.copyOf(contracts);
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<String> document = document(request);
    if (document.isEmpty()) {
      response.setStatus(HttpServletResponse.SC_NOT_FOUND);
      response.setContentType("text/plain;charset=UTF-8");
      response
          .getWriter()
          .print("This is a SOAP endpoint: POST messages here, or GET ?wsdl for its contract.\n");
      return;
    }
    response.setContentType("text/xml;charset=UTF-8");
    response.getOutputStream().write(document.get().getBytes(StandardCharsets.UTF_8));
  }

  private Optional<String> document(HttpServletRequest request) throws IOException {
    String query = Optional.ofNullable(request.getQueryString()).orElse("");
    String here = request.getRequestURL().toString();
    Optional<String> wsdl = Optional.ofNullable(contracts.get(query.toLowerCase(Locale.ROOT)));
    if (wsdl.isPresent()) {
      return resource("wsdl/" + wsdl.get()).map(text -> addressed(linked(text, here), here));
    }
    if (query.startsWith("xsd=") && FILE.matcher(query.substring(4)).matches()) {
      return resource("schemas/" + query.substring(4)).map(text -> linked(text, here));
    }
    return Optional.empty();
  }

  private static String linked(String text, String here) {
    return IMPORT
        .matcher(text)
        .replaceAll(
            m -> m.group(1) + "=\"" + Matcher.quoteReplacement(here) + "?xsd=" + m.group(2) + "\"");
  }

  private static String addressed(String text, String here) {
    return ADDRESS
        .matcher(text)
        .replaceAll(m -> m.group(1) + Matcher.quoteReplacement(here) + "\"");
  }

  private Optional<String> resource(String name) throws IOException {
    try (InputStream in = ContractServlet.class.getClassLoader().getResourceAsStream(name)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
