package org.wellspring.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wellspring.client.CloudEventMessage;
import org.wellspring.client.ExchangeFailed;
import org.wellspring.testing.OldListener;
import org.wellspring.testing.OldListener.Habit;
import org.wellspring.testing.OldListener.Indication;

/** From an event to a WBEM listener with old habits. DSP1054 §7.10. */
final class IndicationsIT {
  private static final String ALERT =
      "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_AlertIndication";
  private static final int SOON = 20;
  private static final int NOTHING_COMES = 1;

  private static void publish(StartedServer server, String id, String messageId)
      throws ExchangeFailed {
    publish(server, id, ALERT, "DMTF", messageId);
  }

  private static void publish(
      StartedServer server, String id, String source, String entity, String messageId)
      throws ExchangeFailed {
    server.publish(
        new CloudEventMessage(
            id,
            source,
            "CIM_AlertIndication",
            Optional.empty(),
            Optional.of("2026-01-01T12:00:00Z"),
            CloudEventMessage.Format.JSON,
            "{\"OwningEntity\":\""
                + entity
                + "\",\"MessageID\":\""
                + messageId
                + "\",\"PerceivedSeverity\":3,\"MessageArguments\":[\"a\",\"b\"]}"));
  }

  private static CimCalls subscribed(StartedServer server, OldListener listener) throws Exception {
    CimCalls calls = new CimCalls(server);
    assertThat(CimCalls.error(calls.createDestination("d", listener.address()))).isEmpty();
    assertThat(CimCalls.error(calls.createFilter("f", CimCalls.NOTEBOOK_QUERY))).isEmpty();
    assertThat(CimCalls.error(calls.createSubscription("f", "d", ""))).isEmpty();
    return calls;
  }

  private static List<String> numbers(OldListener listener, int count) throws Exception {
    List<String> numbers = new java.util.ArrayList<>();
    for (int i = 0; i < count; i++) {
      numbers.add(listener.take(SOON).orElseThrow().property("SequenceNumber"));
    }
    return numbers;
  }

  @Test
  void anEventOfTheNotebooksFilterComesOnceTypedAndNumberedAndOthersDoNot() throws Exception {
    try (OldListener listener = new OldListener();
        StartedServer server = StartedServer.with()) {
      subscribed(server, listener);

      publish(server, "1", "SVPC0999");
      publish(server, "2", "SVPC0124");
      publish(server, "3", ALERT, "ACME", "SVPC0124");
      publish(server, "4", "urn:wellspring:events", "DMTF", "SVPC0125");

      Indication first = listener.take(SOON).orElseThrow();
      Indication second = listener.take(SOON).orElseThrow();
      assertThat(listener.take(NOTHING_COMES)).isEmpty();
      assertThat(first.className()).isEqualTo("CIM_AlertIndication");
      assertThat(first.property("MessageID")).isEqualTo("string SVPC0124");
      assertThat(first.property("PerceivedSeverity")).isEqualTo("uint16 3");
      assertThat(first.property("MessageArguments")).isEqualTo("string ab");
      assertThat(first.property("IndicationFilterName")).isEqualTo("string f");
      assertThat(first.property("IndicationTime")).isEqualTo("datetime 20260101120000.000000+000");
      assertThat(first.property("IndicationIdentifier")).startsWith("string Wellspring:");
      assertThat(first.property("SequenceNumber")).isEqualTo("sint64 0");
      assertThat(second.property("SequenceNumber")).isEqualTo("sint64 1");
      assertThat(second.property("SequenceContext")).isEqualTo(first.property("SequenceContext"));
      assertThat(first.headers())
          .containsEntry("cimexport", "MethodRequest")
          .containsEntry("cimexportmethod", "ExportIndication")
          .containsEntry("content-type", "application/xml; charset=\"utf-8\"")
          .doesNotContainKeys("accept", "accept-encoding", "transfer-encoding");
    }
  }

  @Test
  void whatFailsIsTriedAgainWithItsNumberBeforeWhatComesLater() throws Exception {
    try (OldListener listener =
            new OldListener(Habit.QUEUE_FULL, Habit.UNAVAILABLE, Habit.HANG_UP, Habit.HANG_UP);
        StartedServer server = StartedServer.with("wbem.retry.interval=50ms")) {
      subscribed(server, listener);

      publish(server, "1", "SVPC0123");
      publish(server, "2", "SVPC0124");

      assertThat(numbers(listener, 2)).containsExactly("sint64 0", "sint64 1");
      assertThat(listener.all())
          .extracting(one -> one.property("MessageID") + one.property("SequenceNumber"))
          .containsExactly(
              "string SVPC0123sint64 0",
              "string SVPC0123sint64 0",
              "string SVPC0123sint64 0",
              "string SVPC0123sint64 0",
              "string SVPC0123sint64 0",
              "string SVPC0124sint64 1");
    }
  }

  @Test
  void anEmptyAnswerIsFollowedByAnotherAttemptAtOnce() throws Exception {
    try (OldListener listener = new OldListener(Habit.HANG_UP);
        StartedServer server = StartedServer.with("wbem.retry.interval=1h")) {
      subscribed(server, listener);

      publish(server, "1", "SVPC0123");

      assertThat(listener.take(SOON)).isPresent();
      assertThat(listener.all()).hasSize(2);
    }
  }

  @Test
  void whatIsRefusedForGoodIsDroppedAndLeavesAGapInTheNumbers() throws Exception {
    try (OldListener listener = new OldListener(Habit.BAD_REQUEST, Habit.INVALID);
        StartedServer server = StartedServer.with("wbem.retry.interval=1h")) {
      subscribed(server, listener);

      publish(server, "1", "SVPC0123");
      publish(server, "2", "SVPC0124");
      publish(server, "3", "SVPC0125");

      assertThat(numbers(listener, 1)).containsExactly("sint64 2");
      assertThat(listener.all()).hasSize(3);
      assertThat(server.get("/metrics").body())
          .contains("wellspring_events_dropped_total{reason=\"refused\"} 2.0");
    }
  }

  @Test
  void whenAllAttemptsAreSpentTheSubscriptionIsDisabledIfItAskedForThat() throws Exception {
    try (OldListener listener = new OldListener(Habit.UNAVAILABLE, Habit.UNAVAILABLE);
        StartedServer server =
            StartedServer.with("wbem.retry.interval=10ms", "wbem.retry.attempts=1")) {
      CimCalls calls = new CimCalls(server);
      calls.createDestination("d", listener.address());
      calls.createFilter("f", CimCalls.NOTEBOOK_QUERY);
      calls.createSubscription("f", "d", CimCalls.property("OnFatalErrorPolicy", "uint16", "3"));

      publish(server, "1", "SVPC0123");

      String name = calls.subscriptionName("f", "d");
      await(() -> CimCalls.property(calls.get(name), "SubscriptionState").equals("4"));
      calls.modify(
          name,
          "CIM_IndicationSubscription",
          CimCalls.property("SubscriptionState", "uint16", "2"));
      publish(server, "2", "SVPC0124");
      assertThat(listener.take(SOON).orElseThrow().property("MessageID"))
          .isEqualTo("string SVPC0124");
    }
  }

  @Test
  void whenAllAttemptsAreSpentTheSubscriptionIsRemovedIfItAskedForThat() throws Exception {
    try (OldListener listener = new OldListener(Habit.UNAVAILABLE);
        StartedServer server = StartedServer.with("wbem.retry.attempts=0")) {
      CimCalls calls = new CimCalls(server);
      calls.createDestination("d", listener.address());
      calls.createFilter("f", CimCalls.NOTEBOOK_QUERY);
      calls.createSubscription("f", "d", CimCalls.property("OnFatalErrorPolicy", "uint16", "4"));

      publish(server, "1", "SVPC0123");

      await(() -> CimCalls.error(calls.get(calls.subscriptionName("f", "d"))).equals("6"));
    }
  }

  @Test
  void aSecondSubscriptionWithTheSameFilterMakesOneMoreDeliveryAndOneSequence() throws Exception {
    try (OldListener listener = new OldListener();
        StartedServer server = StartedServer.with()) {
      CimCalls calls = subscribed(server, listener);
      calls.createFilter("g", CimCalls.NOTEBOOK_QUERY);
      assertThat(CimCalls.error(calls.createSubscription("g", "d", ""))).isEmpty();

      publish(server, "1", "SVPC0123");

      List<Indication> both =
          List.of(listener.take(SOON).orElseThrow(), listener.take(SOON).orElseThrow());
      assertThat(both)
          .extracting(one -> one.property("IndicationFilterName"))
          .containsExactlyInAnyOrder("string f", "string g");
      assertThat(both)
          .extracting(one -> one.property("SequenceNumber"))
          .containsExactly("sint64 0", "sint64 1");
      assertThat(listener.take(NOTHING_COMES)).isEmpty();
    }
  }

  @Test
  void afterARestartTheSubscriptionIsThereAndDeliveryGoesOnInANewSequence() throws Exception {
    try (OldListener listener = new OldListener()) {
      StartedServer before = StartedServer.with();
      CimCalls calls = subscribed(before, listener);
      String created =
          CimCalls.property(calls.get(calls.subscriptionName("f", "d")), "SubscriptionStartTime");
      publish(before, "1", "SVPC0123");
      Indication old = listener.take(SOON).orElseThrow();
      await(
          () ->
              before.get("/metrics").body().contains("events_delivered_total{mode=\"push\"} 1.0"));
      Path data = before.stop();

      try (StartedServer after = StartedServer.at(data, StartedServer.CONFIG)) {
        CimCalls again = new CimCalls(after);
        assertThat(
                CimCalls.property(
                    again.get(again.subscriptionName("f", "d")), "SubscriptionStartTime"))
            .isEqualTo(created);
        publish(after, "2", "SVPC0124");

        Indication fresh = listener.take(SOON).orElseThrow();
        assertThat(fresh.property("MessageID")).isEqualTo("string SVPC0124");
        assertThat(fresh.property("SequenceNumber")).isEqualTo("sint64 0");
        assertThat(fresh.property("SequenceContext")).isNotEqualTo(old.property("SequenceContext"));
        assertThat(listener.take(NOTHING_COMES)).isEmpty();
      }
    }
  }

  @Test
  void aDeletedSubscriptionIsSentNothingMore() throws Exception {
    try (OldListener listener = new OldListener();
        StartedServer server = StartedServer.with()) {
      CimCalls calls = subscribed(server, listener);
      assertThat(CimCalls.error(calls.delete(calls.filterName("f")))).isEqualTo("1");
      assertThat(CimCalls.error(calls.delete(calls.destinationName("d")))).isEqualTo("1");

      assertThat(CimCalls.error(calls.delete(calls.subscriptionName("f", "d")))).isEmpty();
      publish(server, "1", "SVPC0123");

      assertThat(listener.take(NOTHING_COMES)).isEmpty();
      assertThat(CimCalls.error(calls.delete(calls.subscriptionName("f", "d")))).isEqualTo("6");
      assertThat(CimCalls.error(calls.delete(calls.filterName("f")))).isEmpty();
    }
  }

  @Test
  void aSubscriptionWithADurationIsGoneWhenItIsOver() throws Exception {
    try (OldListener listener = new OldListener();
        StartedServer server = StartedServer.with()) {
      CimCalls calls = new CimCalls(server);
      calls.createDestination("d", listener.address());
      calls.createFilter("f", CimCalls.NOTEBOOK_QUERY);
      calls.createSubscription("f", "d", CimCalls.property("SubscriptionDuration", "uint64", "1"));

      await(() -> CimCalls.error(calls.get(calls.subscriptionName("f", "d"))).equals("6"));
      publish(server, "1", "SVPC0123");

      assertThat(listener.take(NOTHING_COMES)).isEmpty();
    }
  }

  @Test
  void repeatedIndicationsAreSuppressedWhereTheSubscriptionAsksForIt() throws Exception {
    try (OldListener listener = new OldListener();
        StartedServer server = StartedServer.with()) {
      CimCalls calls = new CimCalls(server);
      calls.createDestination("d", listener.address());
      calls.createFilter("f", CimCalls.NOTEBOOK_QUERY);
      calls.createSubscription(
          "f",
          "d",
          CimCalls.property("RepeatNotificationPolicy", "uint16", "3")
              + CimCalls.property("RepeatNotificationInterval", "uint64", "3600")
              + CimCalls.property("RepeatNotificationCount", "uint16", "2"));

      for (int i = 0; i < 4; i++) {
        publish(server, "e" + i, "SVPC0123");
      }

      assertThat(numbers(listener, 2)).containsExactly("sint64 0", "sint64 1");
      assertThat(listener.take(NOTHING_COMES)).isEmpty();
    }
  }

  /** A condition that may fail with anything. */
  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(Condition condition) {
    org.awaitility.Awaitility.await()
        .atMost(java.time.Duration.ofSeconds(SOON))
        .until(condition::holds);
  }
}
