package org.wellspring.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.wellspring.model.EndReason;
import org.wellspring.model.Principal;
import org.wellspring.model.Subscription;
import org.wellspring.subscription.SubscriptionService;

/**
 * The live subscriptions of all protocols: {@code GET /api/subscriptions} lists those that the
 * caller may manage, {@code DELETE /api/subscriptions/ID?reason=TEXT} ends one, and its EndTo is
 * told.
 */
public final class SubscriptionsServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private static final int MAX_REASON = 1_000;

  private final transient SubscriptionService subscriptions;
  private final String principalAttribute;
  private final transient ObjectMapper json = new ObjectMapper();

  /**
   * @param principalAttribute request attribute that holds who is calling
   */
  public SubscriptionsServlet(SubscriptionService subscriptions, String principalAttribute) {
    this.subscriptions = subscriptions;
    this.principalAttribute = principalAttribute;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!id(request).isEmpty()) {
      refuse(response, HttpServletResponse.SC_NOT_FOUND, "The list is at /api/subscriptions.");
      return;
    }
    Optional<Principal> who = who(request);
    ArrayNode list = json.createArrayNode();
    subscriptions.view().stream()
        .filter(s -> who.filter(p -> p.mayManage(s.owner())).isPresent())
        .forEach(s -> describe(list.addObject(), s));
    answer(response, HttpServletResponse.SC_OK, json.createObjectNode().set("subscriptions", list));
  }

  private static void describe(ObjectNode out, Subscription s) {
    out.put("id", s.id().value());
    out.put("owner", s.owner());
    out.put("resource", s.terms().resource().value());
    out.put("mode", s.terms().mode().label());
    s.terms().notifyTo().ifPresent(sink -> out.put("notifyTo", sink.address()));
    s.terms().filter().ifPresent(filter -> out.put("filter", filter.text()));
    out.put("createdAt", s.createdAt().toString());
    out.put("expiresAt", s.lease().expiresAt().toString());
  }

  /** Answers 202: the end is recorded and told after the answer. */
  @Override
  protected void doDelete(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String id = id(request);
    Optional<Subscription> found =
        subscriptions.view().stream().filter(s -> s.id().value().equals(id)).findFirst();
    String reason =
        Optional.ofNullable(request.getParameter("reason"))
            .filter(text -> !text.isBlank())
            .orElse("An operator ended the subscription.");
    if (found.isEmpty()) {
      refuse(response, HttpServletResponse.SC_NOT_FOUND, "No subscription " + id + " here.");
    } else if (who(request).filter(p -> p.mayManage(found.get().owner())).isEmpty()) {
      refuse(
          response,
          HttpServletResponse.SC_FORBIDDEN,
          "Subscription " + id + " belongs to another user; the role admin may end it.");
    } else if (reason.length() > MAX_REASON) {
      refuse(
          response,
          HttpServletResponse.SC_BAD_REQUEST,
          "reason has " + reason.length() + " characters; " + MAX_REASON + " are allowed.");
    } else {
      subscriptions.end(found.get().id(), EndReason.SOURCE_CANCELLING, reason);
      response.setStatus(HttpServletResponse.SC_ACCEPTED);
    }
  }

  private static String id(HttpServletRequest request) {
    return Optional.ofNullable(request.getPathInfo()).orElse("").replaceFirst("^/", "");
  }

  private Optional<Principal> who(HttpServletRequest request) {
    return Optional.ofNullable(request.getAttribute(principalAttribute)).map(Principal.class::cast);
  }

  private void refuse(HttpServletResponse response, int status, String why) throws IOException {
    answer(response, status, json.createObjectNode().put("detail", why));
  }

  private void answer(
      HttpServletResponse response, int status, com.fasterxml.jackson.databind.JsonNode body)
      throws IOException {
    response.setStatus(status);
    response.setContentType("application/json");
    response.getOutputStream().write(json.writeValueAsBytes(body));
  }
}
