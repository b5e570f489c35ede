package dev.milena.bench;

import dev.milena.backing.BackingPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a stage takes when it has nothing to do: time until it is ready, and memory then. Started as
 * its image starts it in a container of 512 MB, as in {@code k8s/base}; plain, and from an AOT
 * cache.
 */
final class FootprintBenchmark implements Benchmark.Measurement {
  static final String TITLE = "Memory and start of each stage, as in a container of 512 MB";

  @Override
  public void run(Lab lab, Report report) throws Exception {
    Topic.ensure(lab.kafka());
    try (BackingPostgres postgres =
        BackingPostgres.start(BackingPostgres.Options.in(lab.folder().resolve("postgres")))) {
      // The router first: the topics are made by whoever comes first.
      measure(lab, report, "router", Subject.routerSettings(postgres));
      measure(lab, report, "ingress", Map.of());
      measure(lab, report, "egress", Map.of());
    }
  }

  private static void measure(Lab lab, Report report, String stage, Map<String, String> settings)
      throws Exception {
    Path cache = lab.folder().resolve(stage + ".aot").toAbsolutePath();
    start(lab, stage, settings, List.of());
    start(lab, stage, settings, List.of("-XX:AOTCacheOutput=" + cache));
    for (int round = 1; round <= lab.rounds(); round++) {
      report.say("%-8s plain     %s", stage, start(lab, stage, settings, List.of()));
      report.say(
          "%-8s AOT cache %s",
          stage, start(lab, stage, settings, List.of("-XX:AOTCache=" + cache)));
    }
  }

  private static String start(
      Lab lab, String stage, Map<String, String> settings, List<String> more) throws Exception {
    List<String> options = new ArrayList<>(Subject.inContainer("512m"));
    options.addAll(more);
    long from = System.nanoTime();
    try (Subject subject = Subject.stage(lab, stage, settings, options)) {
      Duration ready = Duration.ofNanos(System.nanoTime() - from);
      return "ready after %5d ms, %4d MB"
          .formatted(ready.toMillis(), residentMegabytes(subject.child()));
    }
  }

  /** What the kernel says that the process occupies. Linux only. */
  private static long residentMegabytes(Child process) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
        .findFirst()
        .orElse(0);
  }
}
