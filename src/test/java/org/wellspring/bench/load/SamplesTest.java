package org.wellspring.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SamplesTest {
  @Test
  void sharesAreExact() {
    Samples samples = new Samples();
    for (long value = 10_000; value >= 1; value--) {
      samples.add(value);
    }

    assertThat(samples.at(0.5)).isEqualTo(5_000);
    assertThat(samples.at(0.99)).isEqualTo(9_900);
    assertThat(samples.at(1)).isEqualTo(10_000);
  }

  @Test
  void ofNothingAllIsZero() {
    assertThat(new Samples().at(0.99)).isZero();
  }
}
