package org.wellspring.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MarksTest {
  private static List<String> found(String text) {
    byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
    List<String> found = new ArrayList<>();
    int count =
        Marks.each(octets, 0, octets.length, (stream, number) -> found.add(stream + ":" + number));
    assertThat(count).isEqualTo(found.size());
    return found;
  }

  @Test
  void everyMarkIsFoundInItsOrder() {
    String text =
        "<a Seq=\"" + Marks.text(7, 12) + "\"/> Se Seq= <b Seq='" + Marks.text(0, 13) + "'/>";

    assertThat(found(text.replace("Seq= ", ""))).containsExactly("7:12", "0:13");
  }

  @Test
  void aMarkThatIsCutOffIsNone() {
    String text = "Seq=\"" + Marks.text(0, 1) + "\"";

    assertThat(found(text)).containsExactly("0:1");
    assertThat(found(text.substring(0, text.length() - 1))).isEmpty();
  }

  /** So that the number in a copy of a message can be overwritten. */
  @Test
  void allNumbersAreOfOneLength() {
    assertThat(Marks.text(0, 0)).hasSameSizeAs(Marks.text(99, 9_999_999_999L));
  }
}
