package org.wellspring.wbem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wellspring.cim.CimInstance;
import org.wellspring.cim.CimValue;
import org.wellspring.cim.ClassRepository;
import org.wellspring.cim.InstanceBuilder;
import org.wellspring.cim.InstancePath;
import org.wellspring.model.Bytes;
import org.wellspring.model.SubscriptionId;

/**
 * An instance of the book as a record of the state store: JSON with a format number. Properties are
 * kept by name; their types are those of the class, so that a class may change between versions.
 */
final class EntryCodec {
  static final String KEY_PREFIX = "cim/";
  private static final int FORMAT = 1;

  private final ObjectMapper json = new ObjectMapper();
  private final ClassRepository classes;

  EntryCodec(ClassRepository classes) {
    this.classes = classes;
  }

  static String key(InstancePath path) {
    return KEY_PREFIX + path.canonical();
  }

  Bytes encode(Entry entry) {
    ObjectNode out = json.createObjectNode();
    out.put("format", FORMAT);
    out.put("owner", entry.owner());
    out.put("createdAt", entry.createdAt().toString());
    entry.engines().forEach(id -> out.withArray("engines").add(id.value()));
    out.put("namespace", entry.path().namespace().orElse(""));
    out.put("class", entry.instance().className());
    ObjectNode properties = out.putObject("properties");
    entry
        .instance()
        .properties()
        .forEach(
            property ->
                property.value().ifPresent(value -> properties.set(property.name(), write(value))));
    try {
      return Bytes.wrap(json.writeValueAsBytes(out));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of strings cannot fail to be written", e);
    }
  }

  private JsonNode write(CimValue value) {
    if (value instanceof CimValue.Array array) {
      var items = json.createArrayNode();
      array.items().forEach(item -> items.add(write(item)));
      return items;
    }
    return value.asPath().map(this::write).orElseGet(() -> text(value));
  }

  private JsonNode text(CimValue value) {
    return value.asText().<JsonNode>map(json.getNodeFactory()::textNode).orElseGet(json::nullNode);
  }

  private JsonNode write(InstancePath path) {
    ObjectNode out = json.createObjectNode();
    path.namespace().ifPresent(namespace -> out.put("namespace", namespace));
    out.put("class", path.className());
    ObjectNode keys = out.putObject("keys");
    path.keys().forEach((name, value) -> keys.set(name, write(value)));
    return out;
  }

  /** Reads a record that {@link #encode} wrote. */
  Entry decode(Bytes bytes) {
    try {
      JsonNode in = json.readTree(bytes.utf8());
      if (in.path("format").asInt() != FORMAT) {
        throw new IllegalStateException(
            "CIM instance record of format "
                + in.path("format")
                + "; this version reads "
                + FORMAT);
      }
      InstanceBuilder builder = new InstanceBuilder(classes, in.path("class").asText());
      in.path("properties")
          .fields()
          .forEachRemaining(
              property -> {
                if (classes.property(in.path("class").asText(), property.getKey()).isPresent()) {
                  builder.set(property.getKey(), read(property.getValue()));
                }
              });
      CimInstance instance = builder.build();
      List<SubscriptionId> engines = new ArrayList<>();
      in.path("engines").forEach(id -> engines.add(new SubscriptionId(id.asText())));
      return new Entry(
          classes.pathOf(in.path("namespace").asText(), instance),
          instance,
          Entry.Origin.DYNAMIC,
          in.path("owner").asText(),
          Instant.parse(in.path("createdAt").asText()),
          engines);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a CIM instance record cannot be read: " + e.getMessage(), e);
    }
  }

  private CimValue read(JsonNode in) {
    if (in.isArray()) {
      List<CimValue> items = new ArrayList<>();
      in.forEach(item -> items.add(read(item)));
      return new CimValue.Array(items);
    }
    if (in.isObject()) {
      Map<String, CimValue> keys = new LinkedHashMap<>();
      in.path("keys")
          .fields()
          .forEachRemaining(key -> keys.put(key.getKey(), read(key.getValue())));
      return CimValue.of(
          new InstancePath(
              in.has("namespace") ? Optional.of(in.path("namespace").asText()) : Optional.empty(),
              in.path("class").asText(),
              keys));
    }
    return in.isNull() ? new CimValue.Null() : CimValue.of(in.asText());
  }
}
