package org.wellspring.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.wellspring.model.DeliveryMode;
import org.wellspring.model.DeliveryMode.Acknowledgement;
import org.wellspring.model.EndpointReference;
import org.wellspring.model.Secret;
import org.wellspring.model.SinkCredentials;
import org.wellspring.model.StreamTerms;
import org.wellspring.model.SubscriptionTerms;

/**
 * Where a subscription's events go. {@code type} REST is the API's: a POST to {@code url}. Ours are
 * type SSE (events are collected at {@code GET …/events} only), {@code batch} and {@code secret}.
 *
 * @param url of type REST
 * @param mode how it is delivered
 */
record Destination(
    Optional<String> url,
    Optional<SinkCredentials> credentials,
    DeliveryMode mode,
    Optional<Secret> secret) {
  private static final String FIELD = "destination";
  private static final String REST = "REST";
  private static final String SSE = "SSE";
  private static final Set<String> MEMBERS =
      Set.of("type", "url", "username", "password", "batch", "secret");
  private static final Set<String> BATCH_MEMBERS = Set.of("maxEvents", "maxMillis");
  private static final int LEAST_SECRET = 16;
  private static final int MOST_SECRET = 256;
  private static final int MOST_EVENTS = 10_000;
  private static final int LEAST_MILLIS = 10;
  private static final int MOST_MILLIS = 3_600_000;

  static Destination read(JsonNode json) {
    if (json.isMissingNode() || json.isNull()) {
      throw StreamProblem.badField(FIELD, "a destination is wanted; none was sent");
    }
    Fields fields = Fields.of(json, FIELD, MEMBERS);
    String type = fields.text("type");
    return switch (type) {
      case REST -> rest(fields);
      case SSE -> sse(fields);
      default ->
          throw StreamProblem.badField(
              fields.at("type"),
              "REST is wanted, or SSE for streams that are only read; seen was "
                  + Fields.quoted(type));
    };
  }

  private static Destination sse(Fields fields) {
    for (String member : MEMBERS) {
      if (!member.equals("type") && !fields.member(member).isMissingNode()) {
        throw StreamProblem.badField(
            fields.at(member),
            "a destination of type SSE has only its type: nothing is sent to it");
      }
    }
    return new Destination(
        Optional.empty(), Optional.empty(), new DeliveryMode.Pull(), Optional.empty());
  }

  private static Destination rest(Fields fields) {
    return new Destination(
        Optional.of(url(fields)),
        credentials(fields),
        mode(fields),
        fields.optional("secret").map(text -> secret(fields, text)));
  }

  private static String url(Fields fields) {
    String url = fields.text("url").strip();
    String wanted = "an absolute http or https URL is wanted, as in http://HOST:PORT/PATH; ";
    try {
      URI uri = new URI(url);
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      if (!scheme.equals("http") && !scheme.equals("https")) {
        throw StreamProblem.badField(fields.at("url"), wanted + "seen was " + Fields.quoted(url));
      }
      if (uri.getRawUserInfo() != null) {
        throw StreamProblem.badField(
            fields.at("url"), "user and password go into username and password, not into the URL");
      }
      return url;
    } catch (URISyntaxException e) {
      throw StreamProblem.badField(fields.at("url"), wanted + e.getReason());
    }
  }

  private static Optional<SinkCredentials> credentials(Fields fields) {
    Optional<String> user = fields.optional("username");
    Optional<String> password = fields.optional("password");
    if (user.isEmpty() && password.isEmpty()) {
      return Optional.empty();
    }
    String name =
        user.orElseThrow(
            () ->
                StreamProblem.badField(fields.at("username"), "is wanted, as there is a password"));
    if (name.indexOf(':') >= 0) {
      throw StreamProblem.badField(fields.at("username"), "HTTP Basic takes no name with a colon");
    }
    String encoded =
        password.orElseThrow(
            () ->
                StreamProblem.badField(fields.at("password"), "is wanted, as there is a username"));
    return Optional.of(new SinkCredentials(name, decoded(fields.at("password"), encoded)));
  }

  private static Secret decoded(String field, String base64) {
    try {
      byte[] octets = Base64.getDecoder().decode(base64.strip());
      return new Secret(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString());
    } catch (IllegalArgumentException | CharacterCodingException e) {
      throw StreamProblem.badField(
          field, "must be base64 of a password in UTF-8, as YWRtaW4= is of admin; this is not");
    }
  }

  private static DeliveryMode mode(Fields destination) {
    JsonNode json = destination.member("batch");
    if (json.isMissingNode()) {
      return new DeliveryMode.Push();
    }
    Fields batch = Fields.of(json, destination.at("batch"), BATCH_MEMBERS);
    OptionalInt events = batch.number("maxEvents", 1, MOST_EVENTS);
    OptionalInt millis = batch.number("maxMillis", LEAST_MILLIS, MOST_MILLIS);
    return new DeliveryMode.Batched(
        events,
        OptionalLong.empty(),
        millis.isPresent() ? Optional.of(Duration.ofMillis(millis.getAsInt())) : Optional.empty(),
        Acknowledgement.HTTP_STATUS);
  }

  private static Secret secret(Fields fields, String text) {
    if (text.length() < LEAST_SECRET || text.length() > MOST_SECRET) {
      throw StreamProblem.badField(
          fields.at("secret"),
          LEAST_SECRET + " to " + MOST_SECRET + " characters are wanted, chosen at random");
    }
    return new Secret(text);
  }

  /** The destination of a subscription that was made; secrets are shown as stars. */
  static ObjectNode masked(SubscriptionTerms terms) {
    ObjectNode out = Answers.nodes().objectNode();
    if (terms.notifyTo().isEmpty()) {
      return out.put("type", SSE);
    }
    out.put("type", REST);
    terms.notifyTo().map(EndpointReference::address).ifPresent(url -> out.put("url", url));
    terms
        .credentials()
        .ifPresent(c -> out.put("username", c.user()).put("password", c.password().toString()));
    if (terms.mode() instanceof DeliveryMode.Batched batched) {
      ObjectNode batch = out.putObject("batch");
      batched.maxElements().ifPresent(most -> batch.put("maxEvents", most));
      batched.maxTime().ifPresent(time -> batch.put("maxMillis", time.toMillis()));
    }
    terms.stream()
        .flatMap(StreamTerms::signingSecret)
        .ifPresent(secret -> out.put("secret", secret.toString()));
    return out;
  }
}
