package org.wellspring.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.wellspring.cim.CimInstance;
import org.wellspring.cim.CimValue;
import org.wellspring.cli.option.DurationText;
import org.wellspring.cli.option.HostPort;
import org.wellspring.cli.text.Terminal;
import org.wellspring.client.IndicationListener;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code wbem listen}: receives indications and prints them. */
@Command(
    name = "listen",
    description = "Receives indications and prints them, a line each.",
    footerHeading = "%nExamples:%n",
    footer = "  wellspring wbem listen --on 127.0.0.1:5990 --count 10")
final class WbemListen implements Callable<Integer> {
  private static final int QUEUE = 1000;
  private static final Duration LOOK = Duration.ofMillis(200);

  private final Terminal terminal;

  @Option(
      names = "--on",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:5990",
      converter = HostPort.class,
      description = "Where to listen; port 0 is any free one. Default: ${DEFAULT-VALUE}")
  private InetSocketAddress on = new InetSocketAddress("127.0.0.1", 5990);

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "End after so many indications. Default: go on until stopped")
  private Optional<Integer> count = Optional.empty();

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      converter = DurationText.class,
      description = "End after this time. Default: go on until stopped")
  private Optional<Duration> time = Optional.empty();

  WbemListen(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (StopSignal stop = StopSignal.install();
        IndicationListener listener = IndicationListener.start(on, QUEUE)) {
      terminal.err().println("listening at " + listener.uri());
      long looks = time.map(t -> Math.max(1, t.dividedBy(LOOK))).orElse(Long.MAX_VALUE);
      int left = count.orElse(Integer.MAX_VALUE);
      while (left > 0 && looks > 0 && !stop.await(Duration.ZERO)) {
        Optional<CimInstance> next = listener.poll(LOOK);
        next.ifPresent(this::print);
        left -= next.isPresent() ? 1 : 0;
        looks -= next.isPresent() ? 0 : 1;
      }
      stop.stop();
    }
    return Main.DONE;
  }

  private void print(CimInstance indication) {
    terminal
        .out()
        .println(
            indication.className()
                + indication.properties().stream()
                    .filter(property -> property.value().isPresent())
                    .map(p -> " " + p.name() + "=" + text(p.value().get()))
                    .collect(Collectors.joining()));
  }

  private static String text(CimValue value) {
    String text =
        value instanceof CimValue.Array
            ? String.join(",", value.asTexts())
            : value.asText().orElse("…");
    return text.indexOf(' ') >= 0 ? '"' + text + '"' : text;
  }
}
