package dev.milena.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/** What each costly choice of the ingress costs: the same measurement with one setting changed. */
final class VariantsBenchmark implements Benchmark.Measurement {
  private static final String AS_SHIPPED = "as shipped";
  private static final Map<String, Map<String, String>> VARIANTS = new LinkedHashMap<>();

  static {
    VARIANTS.put(AS_SHIPPED, Map.of());
    VARIANTS.put("no span kept", Map.of("quarkus.otel.traces.sampler.arg", "0"));
    VARIANTS.put("every span kept", Map.of("quarkus.otel.traces.sampler.arg", "1"));
    VARIANTS.put("not packed", Map.of("milena.kafka.compression", "none"));
    VARIANTS.put("packed with lz4", Map.of("milena.kafka.compression", "lz4"));
    VARIANTS.put("packed with zstd", Map.of("milena.kafka.compression", "zstd"));
    VARIANTS.put("linger 0", Map.of("milena.kafka.linger", "0ms"));
    VARIANTS.put("linger 5 ms", Map.of("milena.kafka.linger", "5ms"));
    VARIANTS.put("batches of 16 KB", Map.of("milena.kafka.producer.\"batch.size\"", "16384"));
    VARIANTS.put(
        "acks=1",
        Map.of(
            "milena.kafka.producer.acks", "1",
            "milena.kafka.producer.\"enable.idempotence\"", "false"));
  }

  static final String TITLE = "Webhook to acknowledged by Kafka, one setting changed at a time";

  @Override
  public void run(Lab lab, Report report) throws Exception {
    Recording recording = Recording.take();
    for (int round = 1; round <= lab.rounds(); round++) {
      for (Map.Entry<String, Map<String, String>> variant : VARIANTS.entrySet()) {
        try (Subject subject = Subject.ingress(lab, recording, variant.getValue())) {
          report.add(variant.getKey(), WebhookBenchmark.measure(lab, subject, recording));
        }
      }
    }
    VARIANTS.keySet().stream()
        .filter(name -> !name.equals(AS_SHIPPED))
        .forEach(name -> report.ratio(name, AS_SHIPPED));
  }
}
