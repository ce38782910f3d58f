package org.wellspring.stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.wellspring.model.Principal;

/**
 * {@code /authenticate}: a token for user and password, and the end of tokens. What is ours: {@code
 * logout}.
 */
@Path("/authenticate")
public final class LoginApi {
  private final Tokens tokens;
  private final Function<String, Optional<Principal>> passwords;
  private final Function<String, Optional<Account>> accounts;
  private final Replies replies;

  /**
   * @param passwords as for HTTP Basic: takes the value of an Authorization header
   */
  LoginApi(
      Tokens tokens,
      Function<String, Optional<Principal>> passwords,
      Function<String, Optional<Account>> accounts,
      Replies replies) {
    this.tokens = tokens;
    this.passwords = passwords;
    this.accounts = accounts;
    this.replies = replies;
  }

  /** Takes username, password and, for clients that send it, tenantName: there is one tenant. */
  @POST
  @Path("login")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public CompletionStage<Response> login(MultivaluedMap<String, String> form) {
    return replies.later(() -> login(required(form, "username"), required(form, "password")));
  }

  private static String required(MultivaluedMap<String, String> form, String field) {
    List<String> values = form.getOrDefault(field, List.of());
    if (values.size() != 1 || values.get(0).isEmpty()) {
      throw StreamProblem.badField(
          field,
          values.size() > 1
              ? "must be there once"
              : "is wanted, in an URL-encoded body with username and password");
    }
    return values.get(0);
  }

  private CompletableFuture<Response> login(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    String basic = "Basic " + Base64.getEncoder().encodeToString(pair);
    Optional<Account> account = passwords.apply(basic).flatMap(who -> accounts.apply(user));
    if (account.isEmpty()) {
      return CompletableFuture.completedFuture(failed());
    }
    return tokens.issue(user, account.get()).thenApply(this::passed);
  }

  private Response passed(Tokens.Token token) {
    ObjectNode response = Answers.nodes().objectNode();
    response.put("status", "OK");
    response.put("authToken", token.text());
    response.put("authPassed", true);
    response.put("expires", Answers.timeStamp(token.expiresAt()));
    return replies.ok(response);
  }

  private Response failed() {
    ObjectNode response = Answers.nodes().objectNode();
    response.put("status", "FAILED");
    response.put("authPassed", false);
    return replies.of(401, "username or password: they do not belong together", response);
  }

  /**
   * Voids the token that the request shows; with {@code all=true}, every token of its user.
   *
   * @param all absent: this one only
   */
  @POST
  @Path("logout")
  public CompletionStage<Response> logout(
      @Context HttpServletRequest http, @QueryParam("all") @Nullable String all) {
    return replies.later(() -> logout(http, Optional.ofNullable(all)));
  }

  private CompletableFuture<Response> logout(HttpServletRequest http, Optional<String> all) {
    String token =
        Callers.token(http)
            .orElseThrow(
                () -> StreamProblem.badField(Callers.TOKEN, "the token to be revoked is wanted"));
    if (all.isPresent() && !all.get().equals("true") && !all.get().equals("false")) {
      throw StreamProblem.badField("all", "true or false is wanted");
    }
    CompletableFuture<Integer> revoked =
        all.filter("true"::equals).isPresent()
            ? tokens.revokeAllOfUser(token)
            : tokens.revoke(token);
    return revoked.thenApply(
        count ->
            replies.ok(
                Answers.nodes().objectNode().put("status", "OK").put("revokedTokens", count)));
  }
}
