package org.wellspring.stream;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.wellspring.xml.XmlOutput;

/** Members of a JSON object in a request; what is wrong with one is said with its path. */
final class Fields {
  private static final int LONGEST_QUOTE = 80;

  private final JsonNode object;
  private final String path;

  private Fields(JsonNode object, String path) {
    this.object = object;
    this.path = path;
  }

  /**
   * Takes an object that has no other members than these.
   *
   * @param path of the object; empty for the whole body
   */
  static Fields of(JsonNode object, String path, Set<String> members) {
    if (!object.isObject()) {
      throw StreamProblem.badField(path.isEmpty() ? "body" : path, "a JSON object is wanted");
    }
    Fields fields = new Fields(object, path);
    for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!members.contains(name)) {
        throw StreamProblem.badField(
            fields.at(quotedName(name)),
            "there is no such field here; known are " + sorted(members));
      }
    }
    return fields;
  }

  private static String sorted(Set<String> members) {
    return String.join(", ", members.stream().sorted().toList());
  }

  private static String quotedName(String name) {
    return name.matches("[A-Za-z0-9_-]{1,80}") ? name : quoted(name);
  }

  /** What a caller sent, fit for a message. */
  static String quoted(String seen) {
    String legal = XmlOutput.legalText(seen).replaceAll("\\s+", " ");
    return "'"
        + (legal.length() > LONGEST_QUOTE ? legal.substring(0, LONGEST_QUOTE) + "…" : legal)
        + "'";
  }

  /** The path of a member. */
  String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /** A member as it is; a missing node when it is not there. */
  JsonNode member(String name) {
    return object.path(name);
  }

  /** A text that must be there and not blank. */
  String text(String name) {
    return optional(name)
        .orElseThrow(() -> StreamProblem.badField(at(name), "a text is wanted; none was sent"));
  }

  /** A text that, if it is there, is not blank. */
  Optional<String> optional(String name) {
    JsonNode value = object.path(name);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw StreamProblem.badField(at(name), "a text is wanted, in quotation marks");
    }
    if (value.asText().isBlank()) {
      throw StreamProblem.badField(at(name), "must not be blank");
    }
    return Optional.of(value.asText());
  }

  /** A number that, if it is there, is within bounds. */
  OptionalInt number(String name, int least, int most) {
    JsonNode value = object.path(name);
    if (value.isMissingNode()) {
      return OptionalInt.empty();
    }
    if (!value.isInt() || value.intValue() < least || value.intValue() > most) {
      throw StreamProblem.badField(
          at(name), "a whole number from " + least + " to " + most + " is wanted");
    }
    return OptionalInt.of(value.intValue());
  }
}
