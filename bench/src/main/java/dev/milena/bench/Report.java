package dev.milena.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The rounds of one benchmark side by side, and the ratios that it is about. */
final class Report {
  private final String title;
  private final String machine = Machine.description();
  private final Map<String, List<Sample>> samples = new LinkedHashMap<>();
  private final List<String> findings = new ArrayList<>();

  Report(String title) {
    this.title = title;
  }

  /** One side's turn; said at once, since the next takes a while. */
  void add(String subject, Sample sample) {
    samples.computeIfAbsent(subject, s -> new ArrayList<>()).add(sample);
    System.err.println("  " + row(subject, samples.get(subject).size(), sample));
  }

  /** Medians of the rounds, one divided by the other. */
  void ratio(String subject, String baseline) {
    say(
        "%s / %s: %.2f in throughput, %.2f in CPU for each",
        subject,
        baseline,
        median(subject, true) / median(baseline, true),
        median(subject, false) / median(baseline, false));
  }

  /** What else was found, in one line. */
  void say(String format, Object... args) {
    findings.add(String.format(Locale.ROOT, format, args));
    System.err.println("  " + findings.getLast());
  }

  private double median(String subject, boolean throughput) {
    double[] sorted =
        samples.get(subject).stream()
            .mapToDouble(s -> throughput ? s.perSecond() : s.cpuMicros())
            .sorted()
            .toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  String text() {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    out.printf("%s%n%s%n%n", title, machine);
    if (!samples.isEmpty()) {
      out.printf(
          "%-24s %5s %10s %9s %9s %9s %8s %8s%n",
          "", "round", "per s", "p50 ms", "p99 ms", "p999 ms", "CPU us", "failed");
      samples.forEach((subject, rounds) -> {
        for (int i = 0; i < rounds.size(); i++) {
          out.println(row(subject, i + 1, rounds.get(i)));
        }
      });
      out.printf("%nnoise: %s%n", noise());
    }
    findings.forEach(out::println);
    out.flush();
    return text.toString();
  }

  private static String row(String subject, int round, Sample s) {
    return String.format(
        Locale.ROOT,
        "%-24s %5d %10.0f %9s %9s %9s %8.1f %8d",
        subject,
        round,
        s.perSecond(),
        millis(s, 50),
        millis(s, 99),
        millis(s, 99.9),
        s.cpuMicros(),
        s.other());
  }

  /** A dash where nothing was timed one by one. */
  private static String millis(Sample s, double percentile) {
    return s.micros().getTotalCount() == 0
        ? "-"
        : String.format(Locale.ROOT, "%.2f", s.millis(percentile));
  }

  /** How far the rounds of one side lie apart: differences below that mean nothing. */
  private String noise() {
    StringBuilder noise = new StringBuilder();
    samples.forEach((subject, rounds) -> {
      DoubleSummaryStatistics all =
          rounds.stream().mapToDouble(Sample::perSecond).summaryStatistics();
      noise.append(
          String.format(
              Locale.ROOT, "%s %.0f %%  ", subject, 100 * (1 - all.getMin() / all.getMax())));
    });
    return noise.toString().strip();
  }

  void write(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text());
  }
}
