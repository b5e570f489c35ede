package dev.milena.bus;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;

/** How records are appended, for every stage. Where Kafka is, {@code kafka.*} says. */
@ConfigMapping(prefix = "milena.kafka")
public interface BusConfig {
  /**
   * How long an append may take, all attempts together, before it has failed. Default 2 s: Slack
   * and Discord wait 3 s for the answer to a webhook, and half a second of that is for the rest.
   */
  @WithDefault("2s")
  Duration deliveryTimeout();

  /**
   * How long one attempt may take. Default 1 s: a broker that dies leaves time for a second
   * attempt.
   */
  @WithDefault("1s")
  Duration requestTimeout();

  /**
   * How long a record may wait for company. Default 1 ms: under load records share a request
   * anyway, and alone they should not wait.
   */
  @WithDefault("1ms")
  Duration linger();

  /**
   * How values are packed: {@code none}, {@code lz4}, {@code zstd}, {@code gzip}. Default none: lz4
   * takes a sixth of what an ingress can do. Worth it where network or disk are dearer than CPU.
   */
  @WithDefault("none")
  String compression();

  /**
   * How many bytes may be on their way at once, keys and headers included. Default 32 MiB: two
   * seconds of 15 000 events of 1 KB each, and small beside the heap. What is more is refused at
   * once.
   */
  @WithDefault("33554432")
  long inFlightBytesMax();

  /**
   * The largest record, in bytes, before packing. Default 1 000 000: just below what Kafka's topics
   * take unless told otherwise (1 048 588), which counts some bytes around a record too.
   */
  @WithDefault("1000000")
  int recordBytesMax();

  /**
   * How long a start waits for Kafka and the accounts before it goes on without, not ready. Default
   * 20 s.
   */
  @WithDefault("20s")
  Duration startWait();

  /**
   * Further settings of Kafka's producer, by their Kafka names; they win over those above. Default:
   * none.
   */
  Map<String, String> producer();
}
