package dev.milena.backing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class BackingKafkaIT {
  @TempDir Path folder;

  @Test
  void stoppedBrokerComesBackOnItsPortWithItsRecordsAndClusterId() throws Exception {
    try (BackingKafka kafka = BackingKafka.start(BackingKafka.Options.in(folder))) {
      KafkaRecords.createTopic(kafka, "kept");
      String address = kafka.bootstrapServers();
      String cluster = clusterId(kafka);
      try (KafkaProducer<String, String> producer = KafkaRecords.producer(kafka)) {
        producer.send(new ProducerRecord<>("kept", "before")).get();
        kafka.stop();
        assertThat(Ports.isFree(kafka.port())).isTrue();

        kafka.startAgain();

        producer.send(new ProducerRecord<>("kept", "after")).get();
      }
      assertThat(kafka.bootstrapServers()).isEqualTo(address);
      assertThat(clusterId(kafka)).isEqualTo(cluster);
      assertThat(KafkaRecords.readAll(kafka, "kept")).containsExactly("before", "after");
    }
  }

  @Test
  void topicsAreNotCreatedByThemselves() {
    try (BackingKafka kafka = BackingKafka.start(BackingKafka.Options.in(folder).forgetful());
        KafkaProducer<String, String> producer =
            new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "max.block.ms", "500"),
                new StringSerializer(),
                new StringSerializer())) {
      assertThatThrownBy(() -> producer.send(new ProducerRecord<>("unheard-of", "value")).get())
          .hasCauseInstanceOf(TimeoutException.class);
    }
  }

  @Test
  void killedBrokerIsBackSoonWithAllThatWasAcknowledged() throws Exception {
    List<String> acknowledged = new ArrayList<>();
    try (HubProcess hub = HubProcess.start("kafka", folder)) {
      while (acknowledged.size() < 300) {
        acknowledged.add(hub.line());
      }
      hub.kill();
      hub.lastLines().stream().filter(line -> line.matches("\\d+")).forEach(acknowledged::add);
    }

    Duration ordinary = timeOfAnyStart();
    long start = System.nanoTime();
    try (DataFolder data = DataFolder.open(folder);
        BackingKafka kafka = BackingKafka.start(BackingKafka.Options.in(data.kafka()))) {
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(ordinary.multipliedBy(5));
      assertThat(acknowledged).doesNotContainNull();
      assertThat(KafkaRecords.readAll(kafka, "kept"))
          .startsWith(acknowledged.toArray(String[]::new));
    }
  }

  /** On this machine, as busy as it is. */
  private Duration timeOfAnyStart() {
    long start = System.nanoTime();
    try (BackingKafka _ = BackingKafka.start(BackingKafka.Options.in(folder.resolve("other")))) {
      return Duration.ofNanos(System.nanoTime() - start);
    }
  }

  @Test
  void takenPortIsNamed() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() ->
              BackingKafka.start(BackingKafka.Options.in(folder).withPort(other.getLocalPort())))
          .isInstanceOf(BackingException.class)
          .hasMessageStartingWith(
              "Port " + other.getLocalPort() + " is taken by another program. Kafka needs it");
    }
  }

  @Test
  void secondBrokerOnOneFolderIsRefused() {
    try (BackingKafka _ = BackingKafka.start(BackingKafka.Options.in(folder).forgetful())) {
      assertThatThrownBy(() -> BackingKafka.start(BackingKafka.Options.in(folder)))
          .isInstanceOf(BackingException.class)
          .hasMessageContaining("is in use by another Milena");
    }
  }

  @Test
  void damagedFolderIsAnExceptionAndNotTheEndOfTheJvm() throws IOException {
    Path metadata = Files.createDirectories(folder.resolve("__cluster_metadata-0"));
    Files.writeString(metadata.resolve("quorum-state"), "damaged");

    assertThatThrownBy(() -> BackingKafka.start(BackingKafka.Options.in(folder)))
        .isInstanceOf(BackingException.class)
        .hasMessageStartingWith("Kafka cannot start on " + folder);
  }

  private static String clusterId(BackingKafka kafka) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      return admin.describeCluster().clusterId().get(10, TimeUnit.SECONDS);
    }
  }
}
