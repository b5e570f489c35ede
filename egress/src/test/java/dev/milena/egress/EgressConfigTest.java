package dev.milena.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** All defaults in one place. */
class EgressConfigTest {
  @Test
  void defaultsAreAsDocumented() {
    EgressConfig config =
        new SmallRyeConfigBuilder()
            .withConverter(
                Duration.class, 200, new io.quarkus.runtime.configuration.DurationConverter())
            .withMapping(EgressConfig.class)
            .build()
            .getConfigMapping(EgressConfig.class);
    assertThat(config.horizon()).isEmpty();
    assertThat(config.unknownWait()).isEqualTo(Duration.ofMinutes(5));
    assertThat(config.resendsMax()).isEqualTo(8);
    assertThat(config.albumWait()).isEqualTo(Duration.ofMillis(500));
    assertThat(config.retry().first()).isEqualTo(Duration.ofSeconds(1));
    assertThat(config.retry().longest()).isEqualTo(Duration.ofMinutes(1));
    assertThat(config.retry().jitter()).isEqualTo(0.2);
    assertThat(config.calls().overall()).isEqualTo(1024);
    assertThat(config.calls().perAccount()).isEqualTo(64);
    assertThat(config.calls().bucketsPerPartition()).isEqualTo(20_000);
    assertThat(config.memory().bytesMax()).isEqualTo(32L * 1024 * 1024);
    assertThat(config.memory().commandsMax()).isEqualTo(50_000);
    assertThat(config.memory().windowMax()).isEqualTo(500_000);
    assertThat(config.memory().outcomesPerPartition()).isEqualTo(20_000);
    assertThat(config.ownership().group()).isEmpty();
    assertThat(config.ownership().session()).isEqualTo(Duration.ofSeconds(8));
    assertThat(config.ownership().commitEvery()).isEqualTo(Duration.ofSeconds(1));
    assertThat(config.ownership().readBack()).isEqualTo(Duration.ofMinutes(2));
    assertThat(config.ownership().leave()).isEqualTo(Duration.ofSeconds(20));
  }
}
