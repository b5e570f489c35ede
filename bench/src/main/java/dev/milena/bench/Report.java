package dev.milena.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** The rounds side by side, and what the hub reaches of the baseline. */
final class Report {
  private final Map<String, List<Load.Result>> results = new LinkedHashMap<>();

  void add(String subject, Load.Result result) {
    results.computeIfAbsent(subject, s -> new ArrayList<>()).add(result);
    System.err.printf("  %.0f req/s, p99 %.1f ms%n", result.perSecond(), p(result.micros(), 99));
  }

  void print(PrintStream out) {
    out.print(text());
  }

  private String text() {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    out.printf("Webhook to acknowledged, 64 connections, %s%n%n", machine());
    out.printf(
        "%-10s %6s %12s %9s %9s %9s %8s%n",
        "", "round", "req/s", "p50 ms", "p99 ms", "p999 ms", "not 200");
    results.forEach((subject, rounds) -> {
      for (int i = 0; i < rounds.size(); i++) {
        Load.Result r = rounds.get(i);
        out.printf(
            "%-10s %6d %12.0f %9.2f %9.2f %9.2f %8d%n",
            subject,
            i + 1,
            r.perSecond(),
            p(r.micros(), 50),
            p(r.micros(), 99),
            p(r.micros(), 99.9),
            r.other());
      }
    });
    out.printf(
        "%nhub / baseline: %.2f (best round of each), noise between rounds: %s%n",
        best("hub") / best("baseline"), noise());
    out.flush();
    return text.toString();
  }

  private double best(String subject) {
    return results.get(subject).stream().mapToDouble(Load.Result::perSecond).max().orElse(0);
  }

  private String noise() {
    StringBuilder noise = new StringBuilder();
    results.forEach((subject, rounds) -> {
      double least = rounds.stream().mapToDouble(Load.Result::perSecond).min().orElse(0);
      noise.append(String.format("%s %.0f %%  ", subject, 100 * (1 - least / best(subject))));
    });
    return noise.toString().strip();
  }

  private static double p(Histogram micros, double percentile) {
    return micros.getValueAtPercentile(percentile) / 1000.0;
  }

  private static String machine() {
    return Runtime.getRuntime().availableProcessors()
        + " cores shared with the load generator and the broker, Java "
        + Runtime.version().feature()
        + ", "
        + LocalDate.now();
  }

  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("webhook.txt"), text());
  }
}
