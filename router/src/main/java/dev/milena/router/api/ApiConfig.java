package dev.milena.router.api;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the API serves. The first key of all is {@code milena.api-key}. */
@ConfigMapping(prefix = "milena.api")
public interface ApiConfig {
  /**
   * Largest body of a request, in bytes. Default 512 KiB: the longest message that is taken stays
   * well below Kafka's 1 MB for a record.
   */
  @WithDefault("524288")
  int bodyBytesMax();

  /**
   * How long a request may take before it is answered 503. Default 10 s: a fail-over of Postgres is
   * over by then, and callers wait 30 s or more.
   */
  @WithDefault("10s")
  Duration timeout();

  /**
   * How many unknown keys a minute one address may try; then only keys that were good before are
   * looked at. Default 20: a program that is set up wrongly does not stop the others behind its
   * address, and nobody makes Postgres search all day.
   */
  @WithDefault("20")
  int wrongKeysPerMinute();
}
