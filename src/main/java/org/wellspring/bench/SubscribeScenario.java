package org.wellspring.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.wellspring.bench.load.HttpLine;
import org.wellspring.bench.load.Lines;
import org.wellspring.bench.load.SoapText;

/** Subscribe, compared with Identify, which needs no more than the front door. */
final class SubscribeScenario implements Scenario {
  private static final int MANY = 16;
  private static final String DELIVERY = SoapText.notifyTo("http://127.0.0.1:9/sink");
  private static final String FILTER = "/b:Event[@Volume &gt; 3]";

  @Override
  public List<Result> run(Setting setting) throws IOException {
    try (Stage stage = Stage.open(Stage.NO_TRAP)) {
      Set<String> ids = ConcurrentHashMap.newKeySet();
      List<Result> results = new ArrayList<>();
      for (int connections : List.of(1, MANY)) {
        results.add(measure(setting, stage, ids, connections));
      }
      return results;
    }
  }

  private static Result measure(Setting setting, Stage stage, Set<String> ids, int connections)
      throws IOException {
    try (Lines lines = new Lines(setting.tick(), stage.base(), connections)) {
      Side subscribe = span -> lines.rate(line -> subscribe(line, ids), span);
      Side identify = span -> lines.rate(SubscribeScenario::identify, span);
      double unused = setting.warmUp(subscribe) + setting.warmUp(identify);
      Pair rates = setting.measure(subscribe, identify);
      return new Result(
          connections == 1 ? "subscribe" : "subscribe-" + connections,
          "requests/s",
          rates.figure(),
          "Identify",
          rates.limit(),
          Reach.atLeast(0.5),
          connections == 1 ? "one connection" : connections + " connections",
          problems(stage, ids));
    }
  }

  private static List<String> problems(Stage stage, Set<String> ids) {
    int there = stage.server().subscriptions().size();
    return there == ids.size()
        ? List.of()
        : List.of(ids.size() + " subscriptions were granted, " + there + " are there");
  }

  private static void subscribe(HttpLine line, Set<String> ids) throws IOException {
    String request = SoapText.subscribe(SoapText.PUSH, DELIVERY, FILTER);
    String reply = line.post("/wsman", SoapText.CONTENT_TYPE, request).expect(200).text();
    if (!ids.add(SoapText.textOf("Identifier", reply))) {
      throw new IOException("the same identifier was given out twice");
    }
  }

  private static void identify(HttpLine line) throws IOException {
    line.post("/wsman", SoapText.CONTENT_TYPE, SoapText.identify()).expect(200);
  }
}
