package org.wellspring.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlLimits;
import org.wellspring.xml.XmlProblem;
import org.wellspring.xml.XmlReader;

/**
 * A recorded request with its recorded answer, and answers by their meaning.
 *
 * @param name of the file, without its end
 */
record WbemExchange(String name, Message request, Message response) {
  private static final Set<String> CLIENTS_OWN = Set.of("host", "content-length", "connection");

  /** What an answer means. */
  record Meaning(int status, Optional<String> error, List<Map<String, String>> items) {}

  /** An HTTP message as it was recorded. */
  record Message(String start, Map<String, String> headers, String body) {
    static Message read(Path file) throws IOException {
      String text = Files.readString(file).replace("\r\n", "\n");
      int blank = text.indexOf("\n\n");
      List<String> head = text.substring(0, blank).lines().toList();
      Map<String, String> headers = new LinkedHashMap<>();
      for (String line : head.subList(1, head.size())) {
        int colon = line.indexOf(':');
        headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
      }
      return new Message(head.get(0), headers, text.substring(blank + 2));
    }

    int status() {
      return Integer.parseInt(start.split(" ")[1]);
    }
  }

  /** All of a folder, in their order. */
  static List<WbemExchange> in(Path folder) throws IOException {
    List<WbemExchange> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path request :
          files.filter(f -> f.toString().endsWith(".request.http")).sorted().toList()) {
        String name = request.getFileName().toString().replace(".request.http", "");
        Path response = folder.resolve(name + ".response.http");
        if (Files.exists(response)) {
          all.add(new WbemExchange(name, Message.read(request), Message.read(response)));
        }
      }
    }
    return all;
  }

  /** Sends the request as it was recorded. */
  Meaning play(HttpClient http, URI cimom) throws IOException, InterruptedException, XmlProblem {
    HttpRequest.Builder again = HttpRequest.newBuilder(cimom);
    request
        .headers()
        .forEach(
            (name, value) -> {
              if (!CLIENTS_OWN.contains(name.toLowerCase(Locale.ROOT))) {
                again.header(name, value);
              }
            });
    HttpResponse<String> answer =
        http.send(
            again
                .POST(HttpRequest.BodyPublishers.ofString(request.body(), StandardCharsets.UTF_8))
                .build(),
            HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    return meaning(answer.statusCode(), answer.body());
  }

  Meaning recorded() throws XmlProblem {
    return meaning(response.status(), response.body());
  }

  static Meaning meaning(int status, String body) throws XmlProblem {
    if (body.isBlank()) {
      return new Meaning(status, Optional.empty(), List.of());
    }
    XmlElement response =
        new XmlReader(XmlLimits.DEFAULTS)
            .read(body)
            .child("", "MESSAGE")
            .flatMap(message -> message.child("", "SIMPLERSP"))
            .flatMap(simple -> simple.child("", "IMETHODRESPONSE"))
            .orElseThrow();
    Optional<String> error = response.child("", "ERROR").flatMap(e -> e.attribute("CODE"));
    List<Map<String, String>> items = new ArrayList<>();
    response
        .child("", "IRETURNVALUE")
        .ifPresent(value -> value.elements().forEach(item -> items.add(facts(item))));
    return new Meaning(status, error, items);
  }

  /** Everything that an item says, by where it says it: {@code INSTANCE/Destination:string}. */
  private static Map<String, String> facts(XmlElement item) {
    Map<String, String> facts = new TreeMap<>();
    collect(item, "", facts);
    return facts;
  }

  private static void collect(XmlElement element, String path, Map<String, String> facts) {
    String name = element.name().local();
    String here =
        switch (name) {
          case "PROPERTY", "PROPERTY.ARRAY", "PROPERTY.REFERENCE" ->
              path
                  + "/"
                  + element.attribute("NAME").orElse("")
                  + ":"
                  + element.attribute("TYPE").orElse("ref");
          case "KEYBINDING" -> path + "/" + element.attribute("NAME").orElse("");
          case "VALUE.REFERENCE", "LOCALNAMESPACEPATH", "NAMESPACEPATH" -> path;
          case "HOST" -> path + "/HOST";
          default -> path + "/" + name;
        };
    element.attribute("CLASSNAME").ifPresent(value -> facts.put(here + "@", value));
    if (name.equals("NAMESPACE")) {
      facts.merge(path + "/ns", element.attribute("NAME").orElse(""), (a, b) -> a + "/" + b);
    }
    List<XmlElement> children = element.elements().toList();
    if (children.isEmpty() && !element.text().isEmpty()) {
      facts.merge(here.replace("/VALUE", ""), element.text(), (a, b) -> a + "," + b);
    }
    children.forEach(child -> collect(child, here, facts));
  }
}
