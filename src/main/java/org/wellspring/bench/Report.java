package org.wellspring.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Results as lines, as a table and as JSON. */
final class Report {
  private static final double MEBI = 1 << 20;

  private Report() {}

  /** What it ran on. The load average tells how much else was going on. */
  static String machine() {
    Runtime runtime = Runtime.getRuntime();
    return String.format(
        Locale.ROOT,
        "%d cores, %s %s, Java %s, heap at most %,.0f MiB, load average %.1f",
        runtime.availableProcessors(),
        System.getProperty("os.name"),
        System.getProperty("os.arch"),
        System.getProperty("java.version"),
        runtime.maxMemory() / MEBI,
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  static String line(Result result) {
    StringBuilder line = new StringBuilder(160);
    line.append(
        String.format(
            Locale.ROOT,
            "%-12s %12s %-19s %-22s %12s   ratio %5.2f (%s) %s",
            result.scenario(),
            number(result.figure()),
            result.unit(),
            result.limitName(),
            number(result.limit()),
            result.ratio(),
            result.reach(),
            verdict(result)));
    if (!result.note().isEmpty()) {
      line.append("; ").append(result.note());
    }
    result.problems().forEach(problem -> line.append("\n             ").append(problem));
    return line.toString();
  }

  private static String verdict(Result result) {
    if (!result.problems().isEmpty()) {
      return "WRONG";
    }
    return result.isReached() ? "reached" : "not reached";
  }

  /** A table in Markdown. */
  static String table(List<Result> results) {
    StringBuilder table = new StringBuilder(1024);
    table.append("| scenario | figure | limit, same run | ratio | reach | |\n");
    table.append("| --- | --- | --- | --- | --- | --- |\n");
    for (Result r : results) {
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %s %s | %s %s | %.2f | %s | %s |%n",
              r.scenario(),
              number(r.figure()),
              r.unit(),
              r.limitName(),
              number(r.limit()),
              r.ratio(),
              r.reach(),
              verdict(r)));
    }
    return table.toString();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%.2f" : "%,.0f", value);
  }

  static String json(List<Result> results, List<String> failures, String machine) {
    Map<String, Object> whole = new LinkedHashMap<>();
    whole.put("machine", machine);
    whole.put("results", results.stream().map(Report::members).toList());
    whole.put("failures", failures);
    try {
      return new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(whole);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps, lists, texts and numbers can be written", e);
    }
  }

  private static Map<String, Object> members(Result result) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("scenario", result.scenario());
    members.put("figure", result.figure());
    members.put("unit", result.unit());
    members.put("limitName", result.limitName());
    members.put("limit", result.limit());
    members.put("ratio", result.ratio());
    members.put("reach", result.reach().toString());
    members.put("reached", result.isReached());
    members.put("note", result.note());
    members.put("problems", result.problems());
    return members;
  }
}
