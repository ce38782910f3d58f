package org.wellspring.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.wellspring.cli.option.ResourceOptions;
import org.wellspring.cli.option.ServerOptions;
import org.wellspring.cli.option.UsageProblem;
import org.wellspring.cli.option.XmlInput;
import org.wellspring.cli.text.Terminal;
import org.wellspring.client.CloudEventMessage;
import org.wellspring.client.CloudEventMessage.Format;
import org.wellspring.client.ExchangeFailed;
import org.wellspring.client.Generation;
import org.wellspring.client.PublishClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code publish}: raises events. */
@Command(
    name = "publish",
    description = {
      "Publishes events.",
      "",
      "Publishes an event as a CloudEvent and prints the server's receipt: the event is then safe. "
          + "DATA is an XML element, or JSON with --json. {n} in it becomes the number of the event, from 1."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  wellspring publish --subject ResourceID=b42f3North \\",
      "    '<fcs:Usage xmlns:fcs=\"http://control.fineartschool.com/schemas/fcs\" Volume=\"4.3\"/>'",
      "  wellspring publish --file usage.xml --count 10000 --rate 500 --batch 10",
      "  wellspring publish --json --source urn:wellspring:events --type DoorOpened '{\"door\":7}'"
    })
final class PublishCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private final ServerOptions server = new ServerOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "DATA",
      description = "The event's data. Default: --file, else standard input")
  private Optional<String> data = Optional.empty();

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "Read the data from here. Default: standard input")
  private Optional<Path> file = Optional.empty();

  @Option(names = "--json", description = "The data is JSON. Default: it is XML")
  private boolean json;

  @Option(
      names = "--source",
      paramLabel = "URI",
      defaultValue = ResourceOptions.FOUNTAINS,
      description = "The resource that raises the event. Default: ${DEFAULT-VALUE}")
  private String source = ResourceOptions.FOUNTAINS;

  @Option(
      names = "--type",
      paramLabel = "URI",
      description =
          "The event's action URI, or a plain name. Default: the source, a slash and the name of"
              + " the XML element; needed with --json")
  private Optional<String> type = Optional.empty();

  @Option(
      names = "--subject",
      paramLabel = "SELECTORS",
      description = "The instance, as in ResourceID=b42f3North. Default: none")
  private Optional<String> subject = Optional.empty();

  @Option(
      names = "--id",
      paramLabel = "TEXT",
      description =
          "The event's id; a repeat is dropped by the server. With --count a number is added."
              + " Default: a new UUID for each")
  private Optional<String> id = Optional.empty();

  @Option(
      names = "--time",
      paramLabel = "DATETIME",
      description = "When it happened, RFC 3339. Default: when it arrives")
  private Optional<String> time = Optional.empty();

  @Option(
      names = {"-n", "--count"},
      paramLabel = "NUMBER",
      defaultValue = "1",
      description = "Publish it so many times. Default: ${DEFAULT-VALUE}")
  private long count = 1;

  @Option(
      names = "--rate",
      paramLabel = "NUMBER",
      description = "With --count: events per second. Default: as fast as it goes")
  private Optional<Double> rate = Optional.empty();

  @Option(
      names = "--batch",
      paramLabel = "NUMBER",
      defaultValue = "1",
      description = "With --count: events per request. Default: ${DEFAULT-VALUE}")
  private int batch = 1;

  PublishCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws ExchangeFailed, UsageProblem, IOException, InterruptedException {
    if (count < 1 || batch < 1 || rate.filter(perSecond -> !(perSecond > 0)).isPresent()) {
      throw new UsageProblem("--count and --batch are at least 1, --rate is more than 0");
    }
    String text = data();
    String action = type(text);
    PublishClient client = new PublishClient(server.settings(terminal, Generation.DMTF));
    if (count == 1) {
      terminal.out().println("published " + client.publish(event(text, action, 1)));
      return Main.DONE;
    }
    long published = 0;
    try (StopSignal stop = StopSignal.install();
        Pace pace = rate.map(perSecond -> Pace.of(perSecond / batch)).orElseGet(Pace::unhurried)) {
      while (published < count && !stop.isStopped()) {
        pace.await();
        int size = (int) Math.min(batch, count - published);
        publish(client, text, action, published + 1, size);
        published += size;
      }
    } finally {
      terminal.out().println("published " + published + " events");
    }
    return Main.DONE;
  }

  private void publish(PublishClient client, String text, String action, long first, int size)
      throws ExchangeFailed {
    if (size == 1) {
      client.publish(event(text, action, first));
      return;
    }
    List<CloudEventMessage> events = new ArrayList<>(size);
    for (long number = first; number < first + size; number++) {
      events.add(event(text, action, number));
    }
    client.publish(events);
  }

  private String data() throws IOException, UsageProblem {
    if (data.isPresent() && file.isPresent()) {
      throw new UsageProblem("give either DATA or --file");
    }
    return data.isPresent()
        ? data.get()
        : XmlInput.text(terminal, file.orElse(Path.of("-"))).strip();
  }

  /** Reads the XML, so that what is wrong with it is said here. */
  private String type(String text) throws UsageProblem {
    if (json) {
      return type.orElseThrow(() -> new UsageProblem("--json needs --type"));
    }
    String name = XmlInput.element(text, "the data").name().local();
    return type.orElse(source + "/" + name);
  }

  private CloudEventMessage event(String text, String action, long number) {
    String own =
        id.map(given -> count == 1 ? given : given + "-" + number)
            .orElseGet(() -> UUID.randomUUID().toString());
    return new CloudEventMessage(
        own,
        source,
        action,
        subject,
        time,
        json ? Format.JSON : Format.XML,
        text.replace("{n}", Long.toString(number)));
  }
}
