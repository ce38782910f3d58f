package org.wellspring.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wellspring.model.Principal;
import org.wellspring.model.Secret;
import org.wellspring.security.Passwords;
import org.wellspring.security.User;
import org.wellspring.security.UsersFile;
import org.wellspring.server.WbemExchange.Meaning;

/**
 * What pywbem sent to another server, request by request, sent to this one: the answers must mean
 * what pywbem was answered then. Recorded with pywbem 1.10 and 1.2.0.
 */
final class WbemRecordedIT {
  /** Texts and times that are each server's own. */
  private static final List<String> OWN =
      List.of(
          "/Description:",
          "/ElementName:",
          "/ObjectManagerName",
          "/HOST",
          "TimeOfLastStateChange:",
          "SubscriptionStartTime:");

  @ParameterizedTest
  @ValueSource(strings = {"pywbem-1.10", "pywbem-1.2"})
  void everyRecordedRequestGetsAnAnswerOfTheSameMeaning(String recording, @TempDir Path folder)
      throws Exception {
    Path users = folder.resolve("users");
    UsersFile.put(
        users,
        new User("user", Principal.Role.USER, Passwords.standard().hash(new Secret("password"))));
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    List<WbemExchange> all = WbemExchange.in(Path.of("src/test/resources/wbem", recording));
    assertThat(all).hasSizeGreaterThan(10);

    try (StartedServer server =
        StartedServer.with(
            "wbem.system-name=MockSystem_WBEMServerTest", "security.users=" + users)) {
      for (WbemExchange exchange : all) {
        Meaning ours = exchange.play(http, server.base().resolve("/cimom"));
        assertSame(exchange.name(), ours, exchange.recorded());
      }
    }
  }

  private static void assertSame(String name, Meaning ours, Meaning theirs) {
    assertThat(ours.status()).as(name).isEqualTo(theirs.status());
    assertThat(ours.error()).as(name).isEqualTo(theirs.error());
    assertThat(ours.items()).as(name + ": %s", ours.items()).hasSameSizeAs(theirs.items());
    for (int i = 0; i < theirs.items().size(); i++) {
      assertThat(withoutOwn(ours.items().get(i)))
          .as(name)
          .containsAllEntriesOf(withoutOwn(theirs.items().get(i)));
      assertThat(namesOfOwn(ours.items().get(i)))
          .as(name)
          .containsAll(namesOfOwn(theirs.items().get(i)));
    }
  }

  private static boolean isOwn(String fact) {
    return OWN.stream().anyMatch(fact::contains);
  }

  private static Map<String, String> withoutOwn(Map<String, String> facts) {
    Map<String, String> rest = new LinkedHashMap<>(facts);
    rest.keySet().removeIf(WbemRecordedIT::isOwn);
    rest.replaceAll((fact, value) -> value.equals("LabObjectManager") ? "Wellspring" : value);
    return rest;
  }

  /** What is the server's own must be there all the same, a description apart. */
  private static List<String> namesOfOwn(Map<String, String> facts) {
    return facts.keySet().stream()
        .filter(WbemRecordedIT::isOwn)
        .filter(fact -> !fact.contains("/Description:"))
        .toList();
  }
}
