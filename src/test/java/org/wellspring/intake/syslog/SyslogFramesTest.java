package org.wellspring.intake.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SyslogFramesTest {
  private static final int MAX = 20;

  /** The messages in a stream that arrives in pieces of the given size, then ends. */
  private static List<String> frames(String stream, int pieceSize) {
    EmbeddedChannel channel = new EmbeddedChannel(new SyslogFrames(MAX));
    byte[] octets = stream.getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < octets.length; at += pieceSize) {
      int length = Math.min(pieceSize, octets.length - at);
      channel.writeInbound(Unpooled.copiedBuffer(octets, at, length));
    }
    channel.finish();
    List<String> frames = new ArrayList<>();
    for (byte[] frame = channel.readInbound(); frame != null; frame = channel.readInbound()) {
      frames.add(new String(frame, StandardCharsets.UTF_8));
    }
    return frames;
  }

  /** In streams, {@code ~} is a line feed and {@code ^} a NUL. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "<1>a~<2>b~|<1>a,<2>b",
        "5 <1>ab4 <2>c|<1>ab,<2>c",
        "5 <1>ab~4 <2>c~<3>d~4 <4>e|<1>ab,<2>c,<3>d,<4>e",
        "8 <1>a~b~c<2>x~|<1>a~b~c,<2>x",
        "<1>a^~~^<2>b|<1>a,<2>b",
        "2026-11-25 no pri~x|2026-11-25 no pri,x",
        "2026-11-25 cut off|2026-11-25 cut off",
        "0 <1>a~|0 <1>a",
        "1234567890 <1>a~b|1234567890 <1>a,b",
        "9 <1>ab|''",
        "12|''",
        "30 <1>45678901234567890123456789~5 <2>bb|<1>45678901234567890,<2>bb",
        "<1>4567890123456789012345~<2>b~|<1>45678901234567890,<2>b",
        "<1>45678901234567890~<2>b~|<1>45678901234567890,<2>b",
        "999999999 <1>45678901234567890123|<1>45678901234567890",
        "~~~|''"
      })
  void eachFrameSaysForItselfHowItEnds(String stream, String frames) {
    String written = stream.replace('~', '\n').replace('^', '\0');
    for (int pieceSize : new int[] {1, 2, 3, 7, 1_000}) {
      assertThat(String.join(",", frames(written, pieceSize)).replace('\n', '~'))
          .as("in pieces of %d", pieceSize)
          .isEqualTo(frames);
    }
  }

  @Test
  void aLineThatNeverEndsCollectsNoMoreThanTheLimit() {
    EmbeddedChannel channel = new EmbeddedChannel(new SyslogFrames(MAX));
    for (int i = 0; i < 1_000; i++) {
      channel.writeInbound(Unpooled.copiedBuffer("x".repeat(100), StandardCharsets.UTF_8));
    }
    byte[] only = channel.readInbound();
    assertThat(only).hasSize(MAX);
    assertThat((Object) channel.readInbound()).isNull();
    channel.finishAndReleaseAll();
  }
}
