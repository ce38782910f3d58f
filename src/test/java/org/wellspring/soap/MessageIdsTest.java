package org.wellspring.soap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class MessageIdsTest {
  @Test
  void idsAreRandomUuidsByTheirFormAndNeverTheSame() {
    MessageIds ids = new MessageIds("uuid:");
    Set<String> seen = new HashSet<>();

    for (int i = 0; i < 10_000; i++) {
      String id = ids.get();
      assertThat(id).startsWith("uuid:");
      UUID uuid = UUID.fromString(id.substring(5));
      assertThat(uuid.version()).isEqualTo(4);
      assertThat(uuid.variant()).isEqualTo(2);
      assertThat(seen.add(id)).isTrue();
    }
    assertThat(new MessageIds("uuid:").get()).as("of another process").isNotIn(seen);
  }
}
