package org.wellspring.testing.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.wellspring.delivery.SinkAnswer;
import org.wellspring.model.Bytes;
import org.wellspring.model.EndReason;
import org.wellspring.model.Event;
import org.wellspring.model.ResourceUri;
import org.wellspring.model.SelectorSet;
import org.wellspring.model.Subscription;
import org.wellspring.soap.http.SoapService.Answer;
import org.wellspring.xml.XmlLimits;
import org.wellspring.xml.XmlProblem;
import org.wellspring.xml.XmlReader;

/**
 * One folder of messages, played in the order of the file names against a fresh server.
 *
 * <pre>
 *   NN-request.xml          a client sends this                    NN-request-utf16.xml  encoded so, with a mark
 *                           NN-request-NAME.xml    at another door: the resource NAME in plain WS-Eventing
 *   NN-reply.xml            HTTP 200 and this answers the oldest unanswered request
 *   NN-reply-500.xml        the same with another status
 *   NN-reply-202.txt        an answer without a body
 *   NN-waiting.txt          the request has no answer yet
 *   NN-publish.xml          a resource raises these events
 *   NN-advance-PT5S.txt     time passes
 *   NN-event.xml            the sink got this; where no Ack is asked for it answers 202, unless the next step
 *                           says otherwise
 *   NN-ack.xml              the sink answers 200 with this         NN-answer-500.xml     or with another status
 *   NN-unreachable.txt      the sink could not be reached
 *   NN-silence.txt          the sink got nothing more
 *   NN-end-SOURCE_CANCELLING.txt   the server ends all subscriptions; the file holds the reason
 *   00-keeps-3.txt, 00-admits-1.txt, 00-without-trap.txt   what is special about the server
 * </pre>
 *
 * <p>{@code {{Name}}} in a request or an answer is the content of the last element of that name in
 * a reply or event, {@code {{Name@04}}} the one in step 04.
 */
public final class Conversation {
  private static final String FOUNTAINS = "http://control.fineartschool.com/fountains";
  private static final String SOAP_UTF8 = "application/soap+xml;charset=UTF-8";
  private static final Pattern STEP =
      Pattern.compile("(\\d\\d)-([a-z]+[a-z0-9]*)(?:-(.+?))?\\.(xml|txt)");
  private static final Pattern REFERENCE = Pattern.compile("\\{\\{(\\w+)(?:@(\\d\\d))?}}");

  private record Step(Path file, String number, String kind, String argument) {}

  private final GoldenFiles golden;
  private final List<Step> steps;
  private final Stage world;
  private final Map<String, Document> seen = new TreeMap<>();
  private final Deque<CompletableFuture<Answer>> unanswered = new ArrayDeque<>();
  private final XmlReader xml = new XmlReader(XmlLimits.DEFAULTS);
  private Optional<HeldSink.Sent> lastSent = Optional.empty();
  private int published;

  public Conversation(Path folder, GoldenFiles golden, Function<Stage.Shape, Stage> stages)
      throws IOException {
    this.golden = golden;
    this.steps = steps(folder);
    this.world = stages.apply(shape());
  }

  private static List<Step> steps(Path folder) throws IOException {
    List<Step> steps = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        Matcher m = STEP.matcher(name);
        if (m.matches()) {
          String argument = m.group(3) == null ? "" : m.group(3);
          steps.add(new Step(file, m.group(1), m.group(2), argument));
        } else if (!name.equals("NOTES.md")) {
          throw new AssertionError("no step of a conversation is called " + file);
        }
      }
    }
    return steps;
  }

  private Stage.Shape shape() {
    Stage.Shape shape = Stage.Shape.USUAL;
    for (Step step : steps) {
      shape =
          switch (step.kind) {
            case "keeps" -> shape.keeping(Integer.parseInt(step.argument));
            case "admits" ->
                shape.admitting(Integer.parseInt(step.argument), Integer.parseInt(step.argument));
            case "without" -> shape.withoutTrap();
            default -> shape;
          };
    }
    return shape;
  }

  public void play() throws IOException {
    for (int i = 0; i < steps.size(); i++) {
      Step next = i + 1 < steps.size() ? steps.get(i + 1) : steps.get(i);
      try {
        play(steps.get(i), next);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(steps.get(i).file + ": " + e.getMessage(), e);
      }
    }
    assertThat(world.sink().unread()).as("messages to the sink that no step mentions").isZero();
    assertThat(unanswered).as("requests whose reply no step mentions").isEmpty();
  }

  private void play(Step step, Step next) throws IOException {
    switch (step.kind) {
      case "keeps", "admits", "without" -> {}
      case "request" -> request(step);
      case "reply" -> reply(step);
      case "waiting" -> assertThat(unanswered.element()).isNotDone();
      case "publish" -> publish(Files.readString(step.file));
      case "advance" -> world.time().advance(Duration.parse(step.argument));
      case "event" -> event(step, next);
      case "ack" -> answer(200, step);
      case "answer" -> answer(Integer.parseInt(step.argument), step);
      case "unreachable" ->
          sent().answer().complete(new SinkAnswer.Unreachable("connection refused"));
      case "silence" -> assertThat(world.sink().unread()).as("messages to the sink").isZero();
      case "end" -> end(EndReason.valueOf(step.argument), Files.readString(step.file).strip());
      default -> throw new AssertionError("no step is of the kind " + step.kind);
    }
  }

  private void request(Step step) throws IOException {
    String text = filledIn(Files.readString(step.file));
    if (step.argument.equals("utf16")) {
      byte[] octets = ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE);
      unanswered.add(world.send(octets, "application/soap+xml;charset=UTF-16", ""));
    } else {
      byte[] octets = text.getBytes(StandardCharsets.UTF_8);
      unanswered.add(world.send(octets, SOAP_UTF8, step.argument));
    }
  }

  private String filledIn(String template) {
    return REFERENCE
        .matcher(template)
        .replaceAll(
            m -> Matcher.quoteReplacement(content(m.group(1), Optional.ofNullable(m.group(2)))));
  }

  private String content(String local, Optional<String> step) {
    List<Document> places = new ArrayList<>(seen.values());
    if (step.isPresent()) {
      places.retainAll(List.of(Objects.requireNonNull(seen.get(step.get()), "no message in step")));
    }
    for (int i = places.size() - 1; i >= 0; i--) {
      List<Element> found = WireXml.elements(places.get(i), "*", local);
      if (!found.isEmpty()) {
        return WireXml.content(found.get(0));
      }
    }
    throw new AssertionError("no message so far holds an element " + local);
  }

  private void reply(Step step) throws IOException {
    CompletableFuture<Answer> pending = unanswered.remove();
    assertThat(pending).as("the reply").isDone();
    Answer answer = pending.join();
    boolean wide = answer.contentType().endsWith("UTF-16");
    String text =
        wide
            ? new String(answer.body().unsafeArray(), StandardCharsets.UTF_16)
            : answer.body().utf8();
    if (!text.isEmpty()) {
      seen.put(step.number, WireXml.parse(text));
    }
    String status = answer.status() == 200 ? "" : "-" + answer.status();
    String encoding = wide ? "-utf16" : "";
    golden.check(
        step.file,
        step.number + "-reply" + status + encoding + (text.isEmpty() ? ".txt" : ".xml"),
        text);
  }

  private void publish(String text) {
    try {
      var root = xml.read(text);
      List<Event> events = new ArrayList<>();
      String source = root.attribute("source").orElse(FOUNTAINS);
      SelectorSet selectors =
          root.attribute("selector")
              .map(pair -> SelectorSet.of(pair.split("=")[0], pair.split("=")[1]))
              .orElse(SelectorSet.NONE);
      String action = root.attribute("action").orElse(FOUNTAINS + "/Usage");
      root.elements()
          .forEach(
              body ->
                  events.add(
                      Event.of(
                          new ResourceUri(source),
                          selectors,
                          "e" + published++,
                          action,
                          world.time().wallClock(),
                          body.asRoot())));
      world.publish(events);
    } catch (XmlProblem e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  private void event(Step step, Step next) throws IOException {
    HeldSink.Sent message = world.sink().next();
    lastSent = Optional.of(message);
    Document document = WireXml.parse(message.text());
    assertThat(message.message().address()).isEqualTo(WireXml.text(document, "*", "To"));
    assertThat(message.message().messageId()).isEqualTo(WireXml.text(document, "*", "MessageID"));
    assertThat(message.message().length()).isEqualTo(message.octets().length);
    seen.put(step.number, document);
    String encoding = message.message().contentType().endsWith("UTF-16") ? "-utf16" : "";
    golden.check(step.file, step.number + "-event" + encoding + ".xml", message.text());
    boolean told = List.of("ack", "answer", "unreachable").contains(next.kind);
    if (!told && !message.text().contains("AckRequested")) {
      answer(202, "");
    }
  }

  private HeldSink.Sent sent() {
    return lastSent.orElseThrow(
        () -> new AssertionError("nothing was sent that could be answered"));
  }

  private void answer(int status, Step step) throws IOException {
    answer(status, filledIn(Files.readString(step.file)).strip());
  }

  private void answer(int status, String body) {
    sent()
        .answer()
        .complete(new SinkAnswer.Answered(status, SOAP_UTF8, Bytes.utf8(body), Optional.empty()));
  }

  private void end(EndReason reason, String text) {
    for (Subscription subscription : world.subscriptions().view()) {
      world.subscriptions().end(subscription.id(), reason, text);
    }
  }
}
