package dev.milena.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/**
 * Webhook to acknowledged: the hub's ingress beside bare Vert.x that parses, keys and appends, on
 * the same broker.
 */
final class WebhookBenchmark implements Benchmark.Measurement {
  private static final int CONNECTIONS = 64;
  private static final int CHATS = 1000;

  static final String TITLE = "Webhook to acknowledged by Kafka, " + CONNECTIONS + " connections";

  @Override
  public void run(Lab lab, Report report) throws Exception {
    Recording recording = Recording.take();
    for (int round = 1; round <= lab.rounds(); round++) {
      try (Subject subject = Subject.baseline(lab, recording.path())) {
        report.add("bare Vert.x", measure(lab, subject, recording));
      }
      try (Subject subject = Subject.ingress(lab, recording, Map.of())) {
        report.add("ingress", measure(lab, subject, recording));
      }
    }
    report.ratio("ingress", "bare Vert.x");
  }

  static Sample measure(Lab lab, Subject subject, Recording recording) throws IOException {
    try (Load load = new Load(subject.port(), recording, CONNECTIONS, CHATS)) {
      load.run(lab.warmUp());
      Duration before = subject.used();
      Load.Result result = load.run(lab.measured());
      Duration used = subject.used().minus(before);
      return new Sample(
          result.perSecond(),
          result.other(),
          result.micros(),
          used.dividedBy(Math.max(1, result.micros().getTotalCount())));
    }
  }
}
