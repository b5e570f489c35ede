package dev.milena.bus;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How topics are made, the same for every stage. Topics that exist stay as they are. */
@ConfigMapping(prefix = "milena.topics")
public interface TopicsConfig {
  /**
   * Partitions of every topic: how many replicas of one stage can share the work, at most. Default
   * 12. Fixed once the topics exist, since order depends on it.
   */
  @WithDefault("12")
  int partitions();

  /**
   * Copies of every topic on different brokers. Default 1. With 3 or more, two must have a record
   * before it counts.
   */
  @WithDefault("1")
  short replication();

  /**
   * How long messages are kept. Default 24 h. A webhook is refused while work is further behind
   * than four fifths.
   */
  @WithDefault("24h")
  Duration retention();

  /** How long parked records wait for someone to act. Default 14 days. */
  @WithDefault("14d")
  Duration parkedRetention();
}
