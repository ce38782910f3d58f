package org.wellspring.filter.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wellspring.filter.predicate.Predicate;

/** Intervals of every width and at every distance from zero. */
final class IntervalGridTest {
  /** An interval and its places. */
  private record Filed(double low, double high, Node<String> node) {}

  static LongStream seeds() {
    return LongStream.concat(LongStream.range(0, 20), LongStream.of(new Random().nextLong()));
  }

  private static double number(Random random) {
    double magnitude = Math.scalb(1.0, random.nextInt(120) - 60);
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(20) - 10;
      case 1 -> Math.rint((random.nextDouble() - 0.5) * 1_000);
      default -> (random.nextDouble() - 0.5) * magnitude;
    };
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyIntervalThatHoldsANumberIsFoundByIt(long seed) {
    Random random = new Random(seed);
    IntervalGrid grid = new IntervalGrid();
    List<Filed> all = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      double a = number(random);
      double b = random.nextBoolean() ? number(random) : a + Math.abs(number(random)) / 8;
      double low = Math.min(a, b);
      double high = low == Math.max(a, b) ? Math.nextUp(low) : Math.max(a, b);
      List<Posting> places = grid.postings(low, high);
      assertThat(places).hasSizeBetween(1, 5);
      Cell cell = new Cell.OfConstant(i, ((Predicate.Constant) Predicate.TRUE).truth());
      Node<String> node = new Node<>(cell, "i" + i, List.of(), places.size(), new Cell[] {cell});
      node.file(places);
      all.add(new Filed(low, high, node));
    }
    for (int i = 0; i < 300; i++) {
      Filed some = all.get(random.nextInt(all.size()));
      double least =
          random.nextBoolean() ? number(random) : random.nextBoolean() ? some.low : some.high;
      double greatest = random.nextInt(3) == 0 ? least + Math.abs(number(random)) : least;
      assertThat(found(grid, least, greatest))
          .as("%s..%s", least, greatest)
          .containsAll(
              all.stream()
                  .filter(filed -> filed.low <= greatest && filed.high >= least)
                  .map(Filed::node)
                  .toList());
    }
    for (Filed filed : all) {
      filed.node.unfile();
      grid.prune(filed.low, filed.high);
    }
    assertThat(grid.isEmpty()).isTrue();
  }

  private static List<Node<?>> found(IntervalGrid grid, double least, double greatest) {
    List<Posting> postings = new ArrayList<>();
    grid.collect(least, greatest, postings);
    List<Node<?>> nodes = new ArrayList<>();
    for (Posting posting : postings) {
      posting.forEach(
          new Posting.Visitor() {
            @Override
            public void visit(Node<?> node) {
              nodes.add(node);
            }

            @Override
            public void next(boolean mayRepeat, boolean isSure) {}
          });
    }
    return nodes;
  }
}
