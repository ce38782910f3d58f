package org.wellspring.filter.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.wellspring.filter.predicate.AccessKey;
import org.wellspring.filter.predicate.EventView;
import org.wellspring.filter.predicate.Operand;
import org.wellspring.filter.predicate.TextCase;
import org.wellspring.filter.predicate.Values;

/** Everything that is filed under conditions on one operand. Its parts are made when needed. */
final class OperandIndex {
  /** Conditions on the text, in one of the ways to compare case. */
  private static final class Texts {
    final Map<String, Posting> equal = new ConcurrentHashMap<>();
    final AffixIndex prefixes = new AffixIndex(AffixIndex.End.BEGIN);
    final AffixIndex suffixes = new AffixIndex(AffixIndex.End.FINISH);

    boolean isEmpty() {
      return equal.isEmpty() && prefixes.isEmpty() && suffixes.isEmpty();
    }

    void showAll(Posting.Visitor visitor) {
      equal.values().forEach(posting -> posting.forEach(visitor));
      prefixes.showAll(visitor);
      suffixes.showAll(visitor);
    }

    void probe(String value, Posting.Visitor visitor) {
      Posting found = equal.get(value);
      if (found != null) {
        found.forEach(visitor);
      }
      prefixes.probe(value, visitor);
      suffixes.probe(value, visitor);
    }
  }

  final Operand operand;
  private final Posting present = new Posting();
  private volatile @Nullable Texts exact;
  private volatile @Nullable Texts folded;
  private volatile @Nullable NumberIndex numbers;

  OperandIndex(Operand operand) {
    this.operand = operand;
  }

  /** The places of a key on this operand; made if they are not there. */
  List<Posting> postings(AccessKey key) {
    if (key instanceof AccessKey.OneOf oneOf) {
      Map<String, Posting> equal = texts(oneOf.textCase()).equal;
      List<Posting> places = new ArrayList<>(oneOf.values().size());
      for (String value : oneOf.values()) {
        places.add(equal.computeIfAbsent(value, v -> new Posting()));
      }
      return places;
    }
    if (key instanceof AccessKey.Prefix prefix) {
      return List.of(texts(prefix.textCase()).prefixes.posting(prefix.prefix()));
    }
    if (key instanceof AccessKey.Suffix suffix) {
      return List.of(texts(suffix.textCase()).suffixes.posting(suffix.suffix()));
    }
    if (key instanceof AccessKey.Range range && isBounded(range)) {
      NumberIndex known = numbers();
      known.counted(range, 1);
      return known.postings(range);
    }
    return List.of(present);
  }

  private static boolean isBounded(AccessKey.Range range) {
    return range.low() != Double.NEGATIVE_INFINITY || range.high() != Double.POSITIVE_INFINITY;
  }

  private Texts texts(TextCase textCase) {
    Texts known = textCase == TextCase.EXACT ? exact : folded;
    if (known == null) {
      known = new Texts();
      if (textCase == TextCase.EXACT) {
        exact = known;
      } else {
        folded = known;
      }
    }
    return known;
  }

  private NumberIndex numbers() {
    NumberIndex known = numbers;
    if (known == null) {
      known = new NumberIndex();
      numbers = known;
    }
    return known;
  }

  /** Forgets the places of a key that nobody is filed at. */
  void prune(AccessKey key) {
    if (key instanceof AccessKey.OneOf oneOf) {
      Map<String, Posting> equal = texts(oneOf.textCase()).equal;
      for (String value : oneOf.values()) {
        equal.computeIfPresent(value, (v, posting) -> posting.isEmpty() ? null : posting);
      }
    } else if (key instanceof AccessKey.Prefix prefix) {
      texts(prefix.textCase()).prefixes.prune(prefix.prefix());
    } else if (key instanceof AccessKey.Suffix suffix) {
      texts(suffix.textCase()).suffixes.prune(suffix.suffix());
    } else if (key instanceof AccessKey.Range range && isBounded(range)) {
      numbers().counted(range, -1);
      numbers().prune(range);
    }
  }

  /** How many candidates the key would bring. The constants put the sharper kinds first. */
  double estimate(AccessKey key) {
    if (key instanceof AccessKey.OneOf oneOf) {
      Texts known = oneOf.textCase() == TextCase.EXACT ? exact : folded;
      double sum = oneOf.values().size();
      for (String value : oneOf.values()) {
        sum += known == null ? 0 : size(known.equal.get(value));
      }
      return sum;
    }
    if (key instanceof AccessKey.Prefix prefix) {
      Texts known = prefix.textCase() == TextCase.EXACT ? exact : folded;
      return 2 + 2.0 * (known == null ? 0 : size(known.prefixes.find(prefix.prefix())));
    }
    if (key instanceof AccessKey.Suffix suffix) {
      Texts known = suffix.textCase() == TextCase.EXACT ? exact : folded;
      return 2 + 2.0 * (known == null ? 0 : size(known.suffixes.find(suffix.suffix())));
    }
    if (key instanceof AccessKey.Range range && isBounded(range)) {
      NumberIndex known = numbers;
      return known == null ? 2 : known.estimate(range);
    }
    return 8 + 4.0 * present.size();
  }

  private static int size(@Nullable Posting posting) {
    return posting == null ? 0 : posting.size();
  }

  boolean isEmpty() {
    return present.isEmpty() && isEmpty(exact) && isEmpty(folded) && isEmpty(numbers);
  }

  private static boolean isEmpty(@Nullable Texts texts) {
    return texts == null || texts.isEmpty();
  }

  private static boolean isEmpty(@Nullable NumberIndex index) {
    return index == null || index.isEmpty();
  }

  /** Shows every node filed under a condition that the event's values fulfil, or nearly so. */
  void probe(EventView event, Posting.Visitor visitor) {
    Values values = event.values(operand);
    if (values.isEmpty()) {
      return;
    }
    visitor.next(values.size() > 1, true);
    present.forEach(visitor);
    if (values.isTooLong()) { // then they are BROKEN, all of them
      showAll(visitor);
      return;
    }
    Texts byText = exact;
    Texts byFolded = folded;
    for (int i = 0; i < values.size(); i++) {
      if (!values.isNull(i)) {
        if (byText != null) {
          byText.probe(values.text(i), visitor);
        }
        if (byFolded != null) {
          byFolded.probe(values.folded(i), visitor);
        }
      }
    }
    NumberIndex byNumber = numbers;
    if (byNumber != null) {
      probe(byNumber, values, visitor);
    }
  }

  private void showAll(Posting.Visitor visitor) {
    visitor.next(true, false);
    Texts byText = exact;
    Texts byFolded = folded;
    NumberIndex byNumber = numbers;
    if (byText != null) {
      byText.showAll(visitor);
    }
    if (byFolded != null) {
      byFolded.showAll(visitor);
    }
    if (byNumber != null) {
      byNumber.showAll(visitor);
    }
  }

  private static void probe(NumberIndex index, Values values, Posting.Visitor visitor) {
    double[] found = new double[values.size()];
    int count = 0;
    for (int i = 0; i < found.length; i++) {
      double number = values.number(i);
      if (!Double.isNaN(number)) {
        found[count++] = number;
      }
    }
    if (count > 0) {
      index.probe(count == found.length ? found : Arrays.copyOf(found, count), visitor);
    }
  }
}
