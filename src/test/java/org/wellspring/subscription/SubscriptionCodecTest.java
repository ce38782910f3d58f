package org.wellspring.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
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
import org.wellspring.testing.Events;
import org.wellspring.testing.TestSecrets;

/** Whatever a subscription may hold comes back from its record. */
final class SubscriptionCodecTest {
  private final SubscriptionCodec codec = new SubscriptionCodec(new TestSecrets());

  /** Trees are compared as text, and so is all the rest. */
  @Test
  void readOfWriteIsTheSame() {
    for (long seed = 1; seed <= 500; seed++) {
      Subscription written = new Generator(new Random(seed)).subscription();

      Subscription read = codec.decode(codec.encode(written));

      assertThat(read.toString()).as("seed " + seed).isEqualTo(written.toString());
      assertThat(read.terms().credentials()).isEqualTo(written.terms().credentials());
      assertThat(read.terms().stream()).isEqualTo(written.terms().stream());
      assertThat(codec.encode(read)).isEqualTo(codec.encode(written));
    }
  }

  /** As the versions before secrets were sealed wrote it. */
  @Test
  void aClearPasswordOfAnEarlierVersionIsReadAndSealedWhenWritten() {
    String before =
        """
        {"format":1,"id":"uuid:1","owner":"alice","createdAt":"2026-01-01T00:00:00Z",\
        "expiresAt":"2026-01-02T00:00:00Z","grantedAt":"2026-01-01T00:00:00Z",\
        "leaseForm":"DURATION","start":7,"terms":{"notation":"DMTF","managerAddress":"http://m",\
        "resource":"urn:r","selectors":{},"mode":{"name":"push"},\
        "notifyTo":{"address":"http://s","properties":[],"parameters":[]},"bookmarks":"OMIT",\
        "charset":"UTF-8","sinkUser":"bob","sinkPassword":"hunter2"}}""";

    Subscription read = codec.decode(Bytes.utf8(before));
    Bytes after = codec.encode(read);

    assertThat(read.terms().credentials())
        .contains(new SinkCredentials("bob", new Secret("hunter2")));
    assertThat(codec.holdsSecretInClear(Bytes.utf8(before))).isTrue();
    assertThat(codec.holdsSecretInClear(after)).isFalse();
    assertThat(after.utf8()).doesNotContain("hunter2");
    assertThat(codec.decode(after).terms().credentials()).isEqualTo(read.terms().credentials());
  }

  @Test
  void timesThatAnEarlierVersionWroteAsTextAreRead() {
    Subscription written = new Generator(new Random(3)).subscription();
    String record = codec.encode(written).utf8();
    String earlier =
        record
            .replaceFirst("(\"createdAt\":)\\[[^]]*]", "$1\"" + written.createdAt() + "\"")
            .replaceFirst("(\"expiresAt\":)\\[[^]]*]", "$1\"" + written.lease().expiresAt() + "\"");
    assertThat(earlier).isNotEqualTo(record);

    Subscription read = codec.decode(Bytes.utf8(earlier));

    assertThat(read.createdAt()).isEqualTo(written.createdAt());
    assertThat(read.lease()).isEqualTo(written.lease());
  }

  @Test
  void anotherFormatIsNotMisread() {
    assertThatThrownBy(() -> codec.decode(Bytes.utf8("{\"format\":2}")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("format 2");
    assertThatThrownBy(() -> codec.decode(Bytes.utf8("{\"format\":1")))
        .isInstanceOf(IllegalStateException.class);
  }

  private record Generator(Random random) {
    Subscription subscription() {
      Instant granted = Instant.ofEpochSecond(random.nextInt(2_000_000_000), random.nextInt(1_000));
      return new Subscription(
          new SubscriptionId("uuid:" + random.nextLong()),
          text(),
          granted.minusSeconds(5),
          terms(),
          new Lease(
              granted.plusNanos(random.nextLong(1L << 60)), granted, any(Lease.Form.values())),
          new LogPosition(random.nextLong(Long.MAX_VALUE)),
          maybe(() -> new MulticastGroup("239.0.0." + random.nextInt(256), 7000, "events")));
    }

    private SubscriptionTerms terms() {
      return new SubscriptionTerms(
          text(),
          "http://localhost/" + random.nextInt(),
          new ResourceUri("urn:r:" + random.nextInt()),
          SelectorSet.of(strings()),
          mode(),
          maybe(this::endpoint),
          maybe(this::endpoint),
          maybe(this::filter),
          maybe(
              () -> new EnvelopeLimit(8192L + random.nextInt(9999), any(OversizePolicy.values()))),
          maybe(this::duration),
          maybe(
              () ->
                  new ConnectionRetry(
                      duration(),
                      random.nextBoolean()
                          ? OptionalLong.of(random.nextLong())
                          : OptionalLong.empty())),
          any(SubscriptionTerms.BookmarkWish.values()),
          new StartAt.Now(),
          any(new Charset[] {StandardCharsets.UTF_8, StandardCharsets.UTF_16LE}),
          maybe(() -> new SinkCredentials(text(), new Secret(text()))),
          maybe(() -> new StreamTerms(text(), maybe(() -> new Secret(text())))));
    }

    private DeliveryMode mode() {
      return switch (random.nextInt(5)) {
        case 0 -> new DeliveryMode.Push();
        case 1 -> new DeliveryMode.PushWithAck();
        case 2 -> new DeliveryMode.Pull();
        case 3 -> new DeliveryMode.Trap();
        default ->
            new DeliveryMode.Batched(
                random.nextBoolean() ? OptionalInt.of(random.nextInt(9)) : OptionalInt.empty(),
                random.nextBoolean() ? OptionalLong.of(random.nextLong()) : OptionalLong.empty(),
                maybe(this::duration),
                any(DeliveryMode.Acknowledgement.values()));
      };
    }

    private EndpointReference endpoint() {
      return new EndpointReference(
          "http://sink/" + random.nextInt(),
          random.nextBoolean()
              ? List.of(Events.xml("<p:id xmlns:p='urn:x' p:a='1'>a &lt; b<c/></p:id>"))
              : List.of(),
          random.nextBoolean() ? List.of(Events.xml("<id xmlns='urn:y'> 7 </id>")) : List.of());
    }

    private FilterSpec filter() {
      return new FilterSpec(
          "urn:dialect",
          text(),
          Map.of("p" + random.nextInt(9), "urn:p"),
          maybe(() -> Events.xml("<F><S Name='a'>b</S></F>")));
    }

    private Map<String, String> strings() {
      Map<String, String> values = new LinkedHashMap<>();
      IntStream.range(0, random.nextInt(3)).forEach(i -> values.put("name" + i, text()));
      return values;
    }

    private Duration duration() {
      return Duration.ofMillis(random.nextInt(1_000_000));
    }

    private String text() {
      return any(new String[] {"", "plain", "ümläut & <markup>", "\"quoted\\\"", "\n\t", "𝄞"});
    }

    private <T> T any(T[] values) {
      return values[random.nextInt(values.length)];
    }

    private <T> Optional<T> maybe(Supplier<T> value) {
      return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
    }
  }
}
