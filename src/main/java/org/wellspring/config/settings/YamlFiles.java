package org.wellspring.config.settings;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a YAML file and the files it includes. The top-level {@code include} names one file or a
 * list of them, relative to the file it stands in; see {@link Settings#includedBy}. Anchors,
 * aliases, tags and several documents in one file are refused: settings need none of them.
 */
public final class YamlFiles {
  private static final long MAX_OCTETS = 1L << 20;
  private static final String INCLUDE = "include";

  private final YAMLFactory yaml = new YAMLFactory();
  private final Problems problems;

  public YamlFiles(Problems problems) {
    this.problems = problems;
  }

  /** What the file and its includes say. What cannot be read becomes a problem. */
  public Settings read(Path file) {
    return read(file, file.toString(), file.toString(), List.of());
  }

  private Settings read(Path file, String written, String place, List<Path> above) {
    Path real;
    try {
      real = file.toRealPath();
      if (Files.size(real) > MAX_OCTETS) {
        problems.add(place, "", written + " has more than " + MAX_OCTETS + " octets");
        return Settings.NONE;
      }
    } catch (IOException e) {
      problems.add(place, "", "there is no readable file " + file);
      return Settings.NONE;
    }
    if (above.contains(real)) {
      problems.add(place, INCLUDE, written + " includes itself, directly or by way of another");
      return Settings.NONE;
    }
    List<Path> chain = new ArrayList<>(above);
    chain.add(real);
    return withIncludes(real, parse(real), chain);
  }

  private Settings withIncludes(Path file, Map<String, Setting> own, List<Path> chain) {
    Settings base = Settings.NONE;
    Map<String, Setting> rest = new LinkedHashMap<>(own);
    for (Map.Entry<String, Setting> entry : own.entrySet()) {
      String path = entry.getKey();
      if (path.equals(INCLUDE) || Settings.isInside(path, INCLUDE)) {
        rest.remove(path);
        base = base.includedBy(include(file, entry.getValue(), chain));
      }
    }
    return base.includedBy(Settings.of(rest));
  }

  private Settings include(Path file, Setting setting, List<Path> chain) {
    try {
      if (!setting.text().isBlank()) {
        Path included = file.resolveSibling(setting.text());
        return read(included, setting.text(), setting.origin(), chain);
      }
    } catch (InvalidPathException e) {
      // Reported below, as any other text that cannot be a file's name.
    }
    problems.add(setting.origin(), INCLUDE, "the name of a file is wanted");
    return Settings.NONE;
  }

  private Map<String, Setting> parse(Path file) {
    String name = String.valueOf(file.getFileName());
    Map<String, Setting> found = new LinkedHashMap<>();
    try (Reader text = Files.newBufferedReader(file);
        YAMLParser parser = yaml.createParser(text)) {
      new Document(parser, name, found).read();
    } catch (JacksonException e) {
      String place = e.getLocation() == null ? name : name + " line " + e.getLocation().getLineNr();
      problems.add(place, "", "not YAML: " + firstLine(e.getOriginalMessage()));
    } catch (IOException e) {
      problems.add(name, "", "cannot be read as UTF-8 text");
    }
    return found;
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("");
  }

  /** One pass over one file. */
  private final class Document {
    private static final int MAX_DEPTH = 16;

    private final YAMLParser parser;
    private final String name;
    private final Map<String, Setting> found;

    Document(YAMLParser parser, String name, Map<String, Setting> found) {
      this.parser = parser;
      this.name = name;
      this.found = found;
    }

    void read() throws IOException {
      JsonToken first = parser.nextToken();
      if (first == null || first == JsonToken.VALUE_NULL) {
        return;
      }
      if (first != JsonToken.START_OBJECT) {
        problems.add(place(), "", "a file of settings is a section of names and values");
        return;
      }
      section("", 0);
      if (parser.nextToken() != null) {
        problems.add(place(), "", "more than one document; only the first is read");
      }
    }

    private void section(String path, int depth) throws IOException {
      boolean empty = true;
      for (JsonToken t = parser.nextToken(); t != JsonToken.END_OBJECT; t = parser.nextToken()) {
        empty = false;
        String key = parser.currentName();
        String inner = path.isEmpty() ? key : path + "." + key;
        String place = place();
        parser.nextToken();
        if (Settings.PATH.matcher(inner).matches()) {
          value(inner, depth + 1);
        } else {
          problems.add(place, inner, "not a name: letters, digits, '-', '_' and '.' are allowed");
          parser.skipChildren();
        }
      }
      if (empty && !path.isEmpty()) {
        put(path, "", Setting.Kind.EMPTY_LIST);
      }
    }

    private void list(String path, int depth) throws IOException {
      int index = 0;
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        value(path + "[" + index++ + "]", depth + 1);
      }
      if (index == 0) {
        put(path, "", Setting.Kind.EMPTY_LIST);
      }
    }

    private void value(String path, int depth) throws IOException {
      if (refused(path, depth)) {
        parser.skipChildren();
        return;
      }
      JsonToken token = parser.currentToken();
      if (token == JsonToken.START_OBJECT) {
        section(path, depth);
      } else if (token == JsonToken.START_ARRAY) {
        list(path, depth);
      } else if (token == JsonToken.VALUE_NULL) {
        put(path, "", Setting.Kind.NOTHING);
      } else {
        put(path, parser.getText(), Setting.Kind.SCALAR);
      }
    }

    private boolean refused(String path, int depth) throws IOException {
      String why = "";
      if (parser.isCurrentAlias() || parser.getObjectId() != null) {
        why = "anchors (&) and aliases (*) are not used here; write the value, or quote it";
      } else if (parser.getTypeId() != null) {
        why = "tags (!) are not used here; write the plain value, or quote it";
      } else if (depth > MAX_DEPTH) {
        why = "nested more than " + MAX_DEPTH + " deep";
      }
      if (!why.isEmpty()) {
        problems.add(place(), path, why);
      }
      return !why.isEmpty();
    }

    private void put(String path, String text, Setting.Kind kind) {
      Setting before = found.putIfAbsent(path, new Setting(text, place(), kind));
      if (before != null) {
        problems.add(place(), path, "written twice, first in " + before.origin());
      }
    }

    private String place() {
      return name + " line " + parser.currentTokenLocation().getLineNr();
    }
  }
}
