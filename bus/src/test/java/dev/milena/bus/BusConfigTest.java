package dev.milena.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.EnvConfigSource;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BusConfigTest {
  @Test
  void theseAreTheDefaults() {
    // When
    TestBus.Settings config = TestBus.configOf(Map.of());

    // Then
    assertThat(config.kafka().deliveryTimeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(config.kafka().requestTimeout()).isEqualTo(Duration.ofSeconds(1));
    assertThat(config.kafka().linger()).isEqualTo(Duration.ofMillis(1));
    assertThat(config.kafka().compression()).isEqualTo("none");
    assertThat(config.kafka().inFlightBytesMax()).isEqualTo(32 * 1024 * 1024);
    assertThat(config.kafka().recordBytesMax()).isEqualTo(1_000_000);
    assertThat(config.kafka().startWait()).isEqualTo(Duration.ofSeconds(20));
    assertThat(config.kafka().producer()).isEmpty();
    assertThat(config.topics().partitions()).isEqualTo(12);
    assertThat(config.topics().replication()).isEqualTo((short) 1);
    assertThat(config.topics().retention()).isEqualTo(Duration.ofHours(24));
    assertThat(config.topics().parkedRetention()).isEqualTo(Duration.ofDays(14));
    assertThat(config.accounts().filter()).containsExactly("*/*");
  }

  @Test
  void theEnvironmentSetsThemToo() {
    // When
    TestBus.Settings config =
        TestBus.configOf(
            new EnvConfigSource(
                Map.of(
                    "MILENA_ACCOUNTS", "telegram/*,slack/sales",
                    "MILENA_TOPICS_PARTITIONS", "6"),
                300));

    // Then
    assertThat(config.accounts().filter()).containsExactly("telegram/*", "slack/sales");
    assertThat(config.topics().partitions()).isEqualTo(6);
  }

  @Test
  void attemptsFitIntoAShortDeliveryTimeout() {
    // Given
    TestBus.Settings config =
        TestBus.config("milena.kafka.delivery-timeout", "500ms", "milena.kafka.linger", "5ms");

    // When
    Map<String, Object> settings = ProducerSettings.of(Map.of(), config.kafka());

    // Then
    assertThat(settings)
        .containsEntry("delivery.timeout.ms", 500)
        .containsEntry("request.timeout.ms", 495);
  }

  @Test
  void kafkasOwnNamesWinOverTheHubs() {
    // Given
    TestBus.Settings config = TestBus.config("milena.kafka.producer.\"linger.ms\"", "7");

    // When
    Map<String, Object> settings =
        ProducerSettings.of(Map.of("bootstrap.servers", "b:1"), config.kafka());

    // Then
    assertThat(settings)
        .containsEntry("linger.ms", "7")
        .containsEntry("bootstrap.servers", "b:1")
        .containsEntry("acks", "all");
  }
}
