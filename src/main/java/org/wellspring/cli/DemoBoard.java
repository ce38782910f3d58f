package org.wellspring.cli;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.wellspring.cli.text.Terminal;
import org.wellspring.client.Mode;
import org.wellspring.client.ReceivedEvent;
import org.wellspring.client.ReceivedEvent.Kind;
import org.wellspring.xml.XmlElement;

/** Shows the demonstration's events, a line each, and adds them up. Lines do not mix. */
final class DemoBoard {
  private static final String LINE = "%-8s  %s%-11s%s  %-12s  %8s%n";
  private static final Map<Mode, String> COLOURS =
      Map.of(
          Mode.PUSH, "\u001b[32m",
          Mode.PUSH_WITH_ACK, "\u001b[36m",
          Mode.BATCHED, "\u001b[33m",
          Mode.PULL, "\u001b[35m",
          Mode.TRAP, "\u001b[34m");
  private static final String PLAIN = "\u001b[0m";

  private final PrintWriter out;
  private final boolean coloured;
  private final Map<Mode, Sum> sums = new EnumMap<>(Mode.class);
  private final Map<Mode, List<String>> received = new EnumMap<>(Mode.class);
  private final Map<Mode, DemoAccount> accounts = new EnumMap<>(Mode.class);

  DemoBoard(Terminal terminal) {
    this.out = terminal.out();
    this.coloured = terminal.isColoured();
  }

  /** What one subscriber received. */
  private record Sum(String fountain, long events, BigDecimal litres) {
    Sum with(BigDecimal volume) {
      return new Sum(fountain, events + 1, litres.add(volume));
    }
  }

  /** Announces a subscriber; its events count from now. */
  synchronized void expect(Mode mode, String fountain) {
    sums.put(mode, new Sum(fountain, 0, BigDecimal.ZERO));
    received.put(mode, new ArrayList<>());
  }

  /** What tells one event of a fountain from another. */
  static String key(XmlElement usage) {
    return usage.attribute("Time").orElse("") + " " + usage.attribute("Volume").orElse("");
  }

  /** The keys of what a subscriber received so far, in order. */
  synchronized List<String> received(Mode mode) {
    return List.copyOf(received.getOrDefault(mode, List.of()));
  }

  /** How its events compare with the log. */
  synchronized void settle(Mode mode, DemoAccount account) {
    accounts.put(mode, account);
  }

  synchronized void begin() {
    row("time", "", "mode", "", "fountain", "litres");
  }

  synchronized void show(Mode mode, ReceivedEvent event) {
    if (event.kind() != Kind.EVENT || event.body().isEmpty() || !sums.containsKey(mode)) {
      return;
    }
    XmlElement usage = event.body().get();
    String volume = usage.attribute("Volume").orElse("");
    received.computeIfAbsent(mode, none -> new ArrayList<>()).add(key(usage));
    sums.computeIfPresent(mode, (same, sum) -> sum.with(number(volume)));
    row(
        clock(usage.attribute("Time").orElse("")),
        coloured ? COLOURS.getOrDefault(mode, "") : "",
        mode.label(),
        coloured ? PLAIN : "",
        sums.get(mode).fountain(),
        volume);
  }

  private void row(String... columns) {
    out.printf(LINE, (Object[]) columns);
    out.flush();
  }

  /** The time of day of an {@code xs:dateTime}, as written. */
  private static String clock(String dateTime) {
    int t = dateTime.indexOf('T');
    return t > 0 && dateTime.length() >= t + 9 ? dateTime.substring(t + 1, t + 9) : "--:--:--";
  }

  private static BigDecimal number(String decimal) {
    try {
      return new BigDecimal(decimal.strip());
    } catch (NumberFormatException e) {
      return BigDecimal.ZERO;
    }
  }

  /** The table at the end. */
  synchronized void summary() {
    out.println();
    out.printf(
        "%-11s  %-12s  %7s  %9s  %7s  %8s%n",
        "mode", "fountain", "events", "litres", "missing", "repeated");
    sums.forEach(this::sum);
    long all = sums.values().stream().mapToLong(Sum::events).sum();
    long missing = accounts.values().stream().mapToLong(DemoAccount::missing).sum();
    long repeated = accounts.values().stream().mapToLong(DemoAccount::repeated).sum();
    out.printf("%-11s  %-12s  %7d  %9s  %7d  %8d%n", "all", "", all, "", missing, repeated);
    out.flush();
  }

  private void sum(Mode mode, Sum sum) {
    DemoAccount account = accounts.getOrDefault(mode, new DemoAccount(0, 0));
    out.printf(
        "%-11s  %-12s  %7d  %9s  %7d  %8d%n",
        mode.label(),
        sum.fountain(),
        sum.events(),
        sum.litres().toPlainString(),
        account.missing(),
        account.repeated());
  }
}
