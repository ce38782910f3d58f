package org.wellspring.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.wellspring.model.EndpointReference;
import org.wellspring.model.LeaseWish;
import org.wellspring.model.Principal;
import org.wellspring.model.ResourceUri;
import org.wellspring.model.SelectorSet;
import org.wellspring.model.StartAt;
import org.wellspring.model.StreamTerms;
import org.wellspring.model.SubscriptionTerms;
import org.wellspring.model.SubscriptionTerms.BookmarkWish;
import org.wellspring.subscription.SubscribeRequest;

/** Reads the body of a subscribe into terms. Safe for use by several threads. */
final class SubscribeReader {
  private static final Set<String> MEMBERS =
      Set.of("dataType", "subscriptionName", "criterias", "destination");
  private static final int LONGEST_NAME = 256;

  /** How a request came. */
  record Door(String managerAddress, Credentials credentials) {}

  /** Whether a password for the destination is taken from this caller. */
  enum Credentials {
    TAKEN,
    REFUSED
  }

  /** A request that was found good, and the cells that it is about. */
  record Read(SubscribeRequest request, Set<String> cells) {}

  private final StreamDialect dialect;
  private final JsonMapper json =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  SubscribeReader(StreamDialect dialect) {
    this.dialect = dialect;
  }

  /** A body that is JSON. */
  JsonNode parse(byte[] body) {
    try {
      JsonNode parsed = json.readTree(body);
      if (parsed == null || parsed.isMissingNode()) {
        throw StreamProblem.badField("body", "a JSON object is wanted; the body is empty");
      }
      return parsed;
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      throw StreamProblem.badField(
          "body",
          "this is not JSON"
              + (at == null ? "" : ", line " + at.getLineNr() + " column " + at.getColumnNr())
              + ": "
              + e.getOriginalMessage());
    } catch (java.io.IOException e) {
      throw new IllegalStateException("octets in memory cannot fail to be read", e);
    }
  }

  /**
   * Reads a subscribe.
   *
   * @param dataType of the query
   */
  Read read(Principal who, Optional<String> dataType, JsonNode body, Door door) {
    Fields fields = Fields.of(body, "", MEMBERS);
    checkDataType(dataType.or(() -> fields.optional("dataType")));
    fields.optional("dataType").ifPresent(type -> checkDataType(Optional.of(type)));
    String name = name(fields);
    StreamDialect.Checked criteria = dialect.check(CriteriaTree.read(fields.member("criterias")));
    Destination destination = Destination.read(fields.member("destination"));
    checkCredentials(destination, door);
    Optional<EndpointReference> sink = destination.url().map(EndpointReference::to);
    SubscriptionTerms terms =
        new SubscriptionTerms(
            StreamRenderer.NOTATION,
            door.managerAddress(),
            ResourceUri.ALL,
            SelectorSet.NONE,
            destination.mode(),
            sink,
            sink,
            Optional.of(criteria.spec()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            BookmarkWish.SEND,
            new StartAt.Now(),
            StandardCharsets.UTF_8,
            destination.credentials(),
            Optional.of(new StreamTerms(name, destination.secret())));
    return new Read(
        new SubscribeRequest(who, terms, new LeaseWish.Permanent()), criteria.matched());
  }

  private static void checkDataType(Optional<String> type) {
    if (type.isEmpty()) {
      throw StreamProblem.badField("dataType", "event is wanted, as in ?dataType=event");
    }
    if (!type.get().equals("event")) {
      throw StreamProblem.badField(
          "dataType", "only event is streamed; seen was " + Fields.quoted(type.get()));
    }
  }

  private static String name(Fields fields) {
    String name = fields.text("subscriptionName");
    if (name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
      throw StreamProblem.badField(
          "subscriptionName",
          "1 to " + LONGEST_NAME + " characters are wanted, none of them a control character");
    }
    return name;
  }

  private static void checkCredentials(Destination destination, Door door) {
    boolean secrets = destination.credentials().isPresent() || destination.secret().isPresent();
    if (secrets && door.credentials() == Credentials.REFUSED) {
      throw StreamProblem.badField(
          destination.credentials().isPresent() ? "destination.password" : "destination.secret",
          "is taken over https only (setting security.allow-plain-credentials)");
    }
  }
}
