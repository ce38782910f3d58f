package org.wellspring.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wellspring.http.RequestBody;
import org.wellspring.model.Principal;
import org.wellspring.model.StreamTerms;
import org.wellspring.model.Subscription;
import org.wellspring.model.SubscriptionTerms;
import org.wellspring.subscription.SubscriptionService;

/** {@code /stream}: subscribe, unsubscribe and the two lists, shaped as the API prints them. */
@Path("/stream")
public final class StreamApi {
  private static final Logger log = LoggerFactory.getLogger(StreamApi.class);

  private final SubscriptionService subscriptions;
  private final StreamSubscriptions found;
  private final SubscribeReader reader;
  private final StreamDialect dialect;
  private final Replies replies;
  private final StreamSettings settings;

  StreamApi(
      SubscriptionService subscriptions,
      StreamSubscriptions found,
      StreamDialect dialect,
      Replies replies,
      StreamSettings settings) {
    this.subscriptions = subscriptions;
    this.found = found;
    this.reader = new SubscribeReader(dialect);
    this.dialect = dialect;
    this.replies = replies;
    this.settings = settings;
  }

  /** Makes a subscription. */
  @POST
  @Path("subscribe")
  @Consumes(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> subscribe(
      @Context HttpServletRequest http,
      @QueryParam("dataType") @Nullable String dataType,
      InputStream body) {
    return replies.later(
        () -> {
          requireContentType(http);
          Principal who = Callers.principal(http);
          SubscribeReader.Read read =
              reader.read(who, Optional.ofNullable(dataType), json(body), door(http));
          return subscriptions
              .subscribe(read.request())
              .thenApply(made -> subscribed(made, read.cells()));
        });
  }

  private SubscribeReader.Door door(HttpServletRequest http) {
    String address =
        settings
            .publicUrl()
            .orElseGet(
                () -> {
                  String url = http.getRequestURL().toString();
                  return url.substring(0, Math.max(0, url.lastIndexOf("/subscribe")));
                });
    boolean refused =
        Callers.isReadableOnTheWay(http)
            && settings.plainCredentials() == StreamSettings.PlainCredentials.REFUSE;
    return new SubscribeReader.Door(
        address, refused ? SubscribeReader.Credentials.REFUSED : SubscribeReader.Credentials.TAKEN);
  }

  /** A condition that no cell fulfils is no mistake, as cells may come, but it is said. */
  private Response subscribed(Subscription made, Set<String> cells) {
    ArrayNode response = Answers.nodes().arrayNode();
    response.addObject().put("subscriptionId", StreamSubscriptions.shown(made.id()));
    Response reply = replies.ok(response);
    if (!cells.isEmpty()) {
      return reply;
    }
    log.warn("stream.no-cell id={} cells={}", made.id(), dialect.cellNames());
    return Response.fromResponse(reply)
        .header(
            "Warning",
            "199 wellspring \"no cell of this server fulfils the cell condition; its cells are "
                + String.join(", ", dialect.cellNames())
                + "\"")
        .build();
  }

  /** Ends a subscription. */
  @DELETE
  @Path("{subscriptionId}/unsubscribe")
  public CompletionStage<Response> unsubscribe(
      @Context HttpServletRequest http, @PathParam("subscriptionId") String id) {
    return replies.later(
        () ->
            found
                .unsubscribe(Callers.principal(http), id)
                .thenApply(
                    ended -> {
                      ArrayNode response = Answers.nodes().arrayNode();
                      addInList(response, ended);
                      return replies.ok(response);
                    }));
  }

  /** The odd shape of lists: each id in a list of its own. */
  private static void addInList(ArrayNode response, Subscription subscription) {
    response
        .addObject()
        .putArray("subscriptionId")
        .add(StreamSubscriptions.shown(subscription.id()));
  }

  /** All subscriptions that the caller may manage. */
  @POST
  @Path("list")
  @Consumes(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> list(@Context HttpServletRequest http, InputStream body) {
    return replies.later(
        () -> {
          requireContentType(http);
          Fields.of(json(body), "", Set.of());
          ArrayNode response = Answers.nodes().arrayNode();
          found.of(Callers.principal(http)).forEach(one -> addInList(response, one));
          return CompletableFuture.completedFuture(replies.ok(response));
        });
  }

  /** One subscription as it was made, its secrets as stars. */
  @GET
  @Path("{subscriptionId}/list")
  public CompletionStage<Response> listOne(
      @Context HttpServletRequest http, @PathParam("subscriptionId") String id) {
    return replies.later(
        () ->
            found
                .require(Callers.principal(http), id)
                .thenApply(
                    one -> {
                      ArrayNode response = Answers.nodes().arrayNode();
                      response.add(described(one.terms()));
                      return replies.ok(response);
                    }));
  }

  private ObjectNode described(SubscriptionTerms terms) {
    ObjectNode out = Answers.nodes().objectNode();
    out.put("subscriptionName", terms.stream().map(StreamTerms::name).orElse(""));
    terms.filter().ifPresent(spec -> out.set("criterias", dialect.tree(spec).write()));
    out.set("destination", Destination.masked(terms));
    return out;
  }

  /** JAX-RS lets a body without a type pass as any type. */
  private static void requireContentType(HttpServletRequest http) {
    if (http.getContentType() == null) {
      throw new StreamProblem(415, "Content-Type", "application/json is wanted; none was sent");
    }
  }

  private JsonNode json(InputStream body) {
    try {
      byte[] octets = body.readNBytes((int) settings.maxRequest() + 1);
      if (octets.length > settings.maxRequest()) {
        RequestBody.discard(body);
        throw StreamGate.tooLarge(settings.maxRequest());
      }
      return reader.parse(octets);
    } catch (IOException e) {
      throw StreamProblem.badField("body", "the request broke off");
    }
  }
}
