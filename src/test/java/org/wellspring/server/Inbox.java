package org.wellspring.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.wellspring.client.ReceivedEvent;
import org.wellspring.client.ReceivedEvent.Kind;

/** What a sink was told, in the order of arrival. */
final class Inbox implements Consumer<ReceivedEvent> {
  private static final Duration SOON = Duration.ofSeconds(15);
  private final List<ReceivedEvent> all = new CopyOnWriteArrayList<>();

  @Override
  public void accept(ReceivedEvent event) {
    all.add(event);
  }

  List<ReceivedEvent> of(Kind kind) {
    return all.stream().filter(event -> event.kind() == kind).toList();
  }

  List<ReceivedEvent> events() {
    return of(Kind.EVENT);
  }

  List<ReceivedEvent> all() {
    return List.copyOf(all);
  }

  /** The {@code Volume} of each event: tests number their events by it. */
  List<Integer> volumes() {
    return events().stream().map(Inbox::volume).toList();
  }

  static int volume(ReceivedEvent event) {
    return Integer.parseInt(event.body().orElseThrow().attribute("Volume").orElseThrow());
  }

  void awaitEvents(int count) {
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(events().size()).isGreaterThanOrEqualTo(count));
  }

  /** Waits until so many events came, then demands that it is these and no others. */
  void awaitVolumes(List<Integer> expected) {
    awaitEvents(expected.size());
    assertThat(volumes()).isEqualTo(expected);
  }

  void awaitKind(Kind kind, int count) {
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(of(kind).size()).isGreaterThanOrEqualTo(count));
  }
}
