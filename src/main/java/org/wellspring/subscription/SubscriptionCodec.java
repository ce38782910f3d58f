package org.wellspring.subscription;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.wellspring.model.Bytes;
import org.wellspring.model.ConnectionRetry;
import org.wellspring.model.DeliveryMode;
import org.wellspring.model.EndpointReference;
import org.wellspring.model.EnvelopeLimit;
import org.wellspring.model.FilterSpec;
import org.wellspring.model.Lease;
import org.wellspring.model.LogPosition;
import org.wellspring.model.MulticastGroup;
import org.wellspring.model.OversizePolicy;
import org.wellspring.model.ResourceUri;
import org.wellspring.model.Secret;
import org.wellspring.model.SelectorSet;
import org.wellspring.model.SinkCredentials;
import org.wellspring.model.StartAt;
import org.wellspring.model.StreamTerms;
import org.wellspring.model.Subscription;
import org.wellspring.model.SubscriptionId;
import org.wellspring.model.SubscriptionTerms;
import org.wellspring.xml.XmlElement;
import org.wellspring.xml.XmlLimits;
import org.wellspring.xml.XmlProblem;
import org.wellspring.xml.XmlReader;

/**
 * A subscription as a record of the state store: JSON with a format number, so that a later version
 * can read it. Absent members stand for empty values. Secrets are sealed by the {@link
 * SecretKeeper}; the clear passwords of earlier versions are still read.
 */
public final class SubscriptionCodec {
  static final String KEY_PREFIX = "subscription/";
  private static final int FORMAT = 1;

  private final ObjectMapper json = new ObjectMapper();
  private final XmlReader xml = new XmlReader(XmlLimits.DEFAULTS);
  private final SecretKeeper secrets;

  public SubscriptionCodec(SecretKeeper secrets) {
    this.secrets = secrets;
  }

  static String key(SubscriptionId id) {
    return KEY_PREFIX + id.value();
  }

  public Bytes encode(Subscription s) {
    ObjectNode record = json.createObjectNode();
    record.put("format", FORMAT);
    record.put("id", s.id().value());
    record.put("owner", s.owner());
    writeTime(record, "createdAt", s.createdAt());
    writeTime(record, "expiresAt", s.lease().expiresAt());
    writeTime(record, "grantedAt", s.lease().grantedAt());
    record.put("leaseForm", s.lease().form().name());
    record.put("start", s.start().value());
    s.group()
        .ifPresent(
            g ->
                record
                    .put("group", g.host())
                    .put("groupPort", g.port())
                    .put("groupPath", g.path()));
    ObjectNode terms = record.putObject("terms");
    writeTerms(terms, s.terms());
    writeSecrets(terms, s.id(), s.terms());
    try {
      return Bytes.wrap(json.writeValueAsBytes(record));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of strings and numbers cannot fail to be written", e);
    }
  }

  private static void writeTerms(ObjectNode out, SubscriptionTerms t) {
    out.put("notation", t.notation());
    out.put("managerAddress", t.managerAddress());
    out.put("resource", t.resource().value());
    ObjectNode selectors = out.putObject("selectors");
    t.selectors().asMap().forEach(selectors::put);
    writeMode(out.putObject("mode"), t.mode());
    t.notifyTo().ifPresent(epr -> writeEpr(out.putObject("notifyTo"), epr));
    t.endTo().ifPresent(epr -> writeEpr(out.putObject("endTo"), epr));
    t.filter().ifPresent(filter -> writeFilter(out.putObject("filter"), filter));
    t.envelopeLimit()
        .ifPresent(
            limit ->
                out.put("envelopeOctets", limit.octets()).put("oversize", limit.policy().name()));
    t.heartbeat().ifPresent(interval -> out.put("heartbeat", interval.toString()));
    t.retry()
        .ifPresent(
            retry -> {
              out.put("retryInterval", retry.interval().toString());
              retry.total().ifPresent(total -> out.put("retryTotal", total));
            });
    out.put("bookmarks", t.bookmarks().name());
    out.put("charset", t.charset().name());
    t.credentials().ifPresent(c -> out.put("sinkUser", c.user()));
    t.stream().ifPresent(stream -> out.put("streamName", stream.name()));
  }

  private void writeSecrets(ObjectNode out, SubscriptionId id, SubscriptionTerms t) {
    t.credentials()
        .ifPresent(
            c ->
                out.put(
                    "sinkPasswordSealed", secrets.seal(c.password(), context(id, "sinkPassword"))));
    t.stream()
        .flatMap(StreamTerms::signingSecret)
        .ifPresent(
            secret ->
                out.put("signingSecretSealed", secrets.seal(secret, context(id, "signingSecret"))));
  }

  private static String context(SubscriptionId id, String member) {
    return key(id) + "#" + member;
  }

  /**
   * Whether a record was written by a version that did not seal secrets, and holds one. Looks for
   * the member: within a text its quotation marks would be escaped.
   */
  boolean holdsSecretInClear(Bytes record) {
    return record.utf8().contains("\"sinkPassword\":");
  }

  private static IllegalStateException unreadable(Exception e) {
    return new IllegalStateException("a subscription record cannot be read: " + e.getMessage(), e);
  }

  /**
   * Seconds and nanoseconds: reading a hundred thousand dates as text takes a second of a start.
   */
  private static void writeTime(ObjectNode out, String member, Instant time) {
    out.putArray(member).add(time.getEpochSecond()).add(time.getNano());
  }

  /** Earlier versions wrote it as text. */
  private static Instant readTime(JsonNode in, String member) {
    JsonNode time = in.path(member);
    return time.isArray()
        ? Instant.ofEpochSecond(time.path(0).asLong(), time.path(1).asLong())
        : Instant.parse(time.asText(""));
  }

  private static void writeMode(ObjectNode out, DeliveryMode mode) {
    out.put("name", mode.label());
    if (mode instanceof DeliveryMode.Batched batched) {
      batched.maxElements().ifPresent(n -> out.put("maxElements", n));
      batched.maxCharacters().ifPresent(n -> out.put("maxCharacters", n));
      batched.maxTime().ifPresent(t -> out.put("maxTime", t.toString()));
      out.put("acknowledgement", batched.acknowledgement().name());
    }
  }

  private static void writeEpr(ObjectNode out, EndpointReference epr) {
    out.put("address", epr.address());
    writeElements(out.putArray("properties"), epr.referenceProperties());
    writeElements(out.putArray("parameters"), epr.referenceParameters());
  }

  private static void writeElements(ArrayNode out, List<XmlElement> elements) {
    elements.forEach(element -> out.add(element.toString()));
  }

  private static void writeFilter(ObjectNode out, FilterSpec filter) {
    out.put("dialect", filter.dialect());
    out.put("text", filter.text());
    ObjectNode namespaces = out.putObject("namespaces");
    filter.namespaces().forEach(namespaces::put);
    filter.element().ifPresent(element -> out.put("element", element.toString()));
  }

  /** Reads a record that {@link #encode} wrote. */
  public Subscription decode(Bytes bytes) {
    try {
      JsonNode in = json.readTree(bytes.utf8());
      if (in.path("format").asInt() != FORMAT) {
        throw new IllegalStateException(
            "subscription record of format "
                + in.path("format")
                + "; this version reads "
                + FORMAT);
      }
      SubscriptionId id = new SubscriptionId(text(in, "id"));
      return new Subscription(
          id,
          text(in, "owner"),
          readTime(in, "createdAt"),
          readTerms(in.path("terms"), id),
          new Lease(
              readTime(in, "expiresAt"),
              readTime(in, "grantedAt"),
              Lease.Form.valueOf(text(in, "leaseForm"))),
          new LogPosition(in.path("start").asLong()),
          optional(in, "group")
              .map(
                  host ->
                      new MulticastGroup(
                          host, in.path("groupPort").asInt(), text(in, "groupPath"))));
    } catch (JsonProcessingException | XmlProblem e) {
      throw unreadable(e);
    }
  }

  private SubscriptionTerms readTerms(JsonNode in, SubscriptionId id) throws XmlProblem {
    return new SubscriptionTerms(
        text(in, "notation"),
        text(in, "managerAddress"),
        new ResourceUri(text(in, "resource")),
        SelectorSet.of(strings(in.path("selectors"))),
        readMode(in.path("mode")),
        readEpr(in.path("notifyTo")),
        readEpr(in.path("endTo")),
        readFilter(in.path("filter")),
        in.has("envelopeOctets")
            ? Optional.of(
                new EnvelopeLimit(
                    in.path("envelopeOctets").asLong(),
                    OversizePolicy.valueOf(text(in, "oversize"))))
            : Optional.empty(),
        optional(in, "heartbeat").map(Duration::parse),
        optional(in, "retryInterval")
            .map(
                interval ->
                    new ConnectionRetry(Duration.parse(interval), number(in, "retryTotal"))),
        SubscriptionTerms.BookmarkWish.valueOf(text(in, "bookmarks")),
        new StartAt.Now(),
        Charset.forName(text(in, "charset")),
        optional(in, "sinkUser").map(user -> new SinkCredentials(user, sinkPassword(in, id))),
        optional(in, "streamName")
            .map(
                name ->
                    new StreamTerms(
                        name,
                        optional(in, "signingSecretSealed")
                            .map(kept -> secrets.open(kept, context(id, "signingSecret"))))));
  }

  private Secret sinkPassword(JsonNode in, SubscriptionId id) {
    return optional(in, "sinkPasswordSealed")
        .map(kept -> secrets.open(kept, context(id, "sinkPassword")))
        .orElseGet(() -> new Secret(text(in, "sinkPassword")));
  }

  private static DeliveryMode readMode(JsonNode in) {
    String name = text(in, "name");
    return switch (name) {
      case "push" -> new DeliveryMode.Push();
      case "pushwithack" -> new DeliveryMode.PushWithAck();
      case "pull" -> new DeliveryMode.Pull();
      case "trap" -> new DeliveryMode.Trap();
      case "batched" ->
          new DeliveryMode.Batched(
              in.has("maxElements")
                  ? OptionalInt.of(in.path("maxElements").asInt())
                  : OptionalInt.empty(),
              number(in, "maxCharacters"),
              optional(in, "maxTime").map(Duration::parse),
              DeliveryMode.Acknowledgement.valueOf(text(in, "acknowledgement")));
      default -> throw new IllegalStateException("unknown delivery mode in record: " + name);
    };
  }

  private Optional<EndpointReference> readEpr(JsonNode in) throws XmlProblem {
    return in.isMissingNode()
        ? Optional.empty()
        : Optional.of(
            new EndpointReference(
                text(in, "address"),
                readElements(in.path("properties")),
                readElements(in.path("parameters"))));
  }

  private List<XmlElement> readElements(JsonNode in) throws XmlProblem {
    List<XmlElement> elements = new ArrayList<>();
    for (JsonNode element : in) {
      elements.add(xml.read(element.asText()));
    }
    return elements;
  }

  private Optional<FilterSpec> readFilter(JsonNode in) throws XmlProblem {
    if (in.isMissingNode()) {
      return Optional.empty();
    }
    Optional<String> element = optional(in, "element");
    return Optional.of(
        new FilterSpec(
            text(in, "dialect"),
            text(in, "text"),
            strings(in.path("namespaces")),
            element.isPresent() ? Optional.of(xml.read(element.get())) : Optional.empty()));
  }

  private static String text(JsonNode in, String member) {
    return in.path(member).asText("");
  }

  private static Optional<String> optional(JsonNode in, String member) {
    return in.has(member) ? Optional.of(in.path(member).asText("")) : Optional.empty();
  }

  private static OptionalLong number(JsonNode in, String member) {
    return in.has(member) ? OptionalLong.of(in.path(member).asLong()) : OptionalLong.empty();
  }

  private static Map<String, String> strings(JsonNode in) {
    Map<String, String> values = new LinkedHashMap<>();
    in.fieldNames().forEachRemaining(name -> values.put(name, in.path(name).asText("")));
    return values;
  }
}
