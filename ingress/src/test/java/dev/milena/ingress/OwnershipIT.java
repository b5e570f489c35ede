package dev.milena.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.backing.testing.TestKafka;
import dev.milena.bus.TopicPartitioner;
import dev.milena.model.AccountRef;
import dev.milena.model.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Ownership by itself, with a clock that can jump as it does for a process that was frozen. */
class OwnershipIT {
  private static final Duration SESSION = Duration.ofSeconds(8);
  private static final Duration FROZEN = Duration.ofSeconds(20);
  private static final int PARTITIONS = 2;

  @BeforeAll
  static void topic() throws InterruptedException, ExecutionException {
    try (Admin admin = Admin.create(broker())) {
      admin
          .createTopics(java.util.List.of(new NewTopic(Topics.CURSORS, PARTITIONS, (short) 1)))
          .all()
          .get();
    } catch (ExecutionException e) {
      assertThat(e).hasCauseInstanceOf(TopicExistsException.class);
    }
  }

  @Test
  void ownerThatSleptOwnsNothingUntilItsGroupSaysSo() {
    AccountRef account = new AccountRef("probe", "a");
    Process one = new Process(TestKafka.randomName("group"));
    try {
      one.awaitOwning(account);

      one.sleep(FROZEN);

      assertThat(one.ownership.owns(account)).isFalse();
      // Nobody has taken it over meanwhile, and the group confirms it.
      one.awaitOwning(account);
    } finally {
      one.ownership.close();
    }
  }

  @Test
  void frozenOwnerWhoseShareWasTakenOverNeverOwnsItBesideTheOther() {
    String group = TestKafka.randomName("group");
    Process frozen = new Process(group);
    Process other = new Process(group);
    try {
      frozen.awaitOwning(first());
      // No poll: after a while the group goes on without it.
      other.awaitOwning(first());
      other.awaitOwning(second());
      frozen.sleep(FROZEN);

      assertThat(frozen.ownership.owns(first())).isFalse();

      for (AccountRef account : java.util.List.of(first(), second())) {
        Awaitility.await()
            .atMost(Duration.ofSeconds(40))
            .until(() -> {
              frozen.ownership.turn();
              other.ownership.turn();
              boolean both = frozen.ownership.owns(account) && other.ownership.owns(account);
              assertThat(both).as("two owners of " + account).isFalse();
              return frozen.ownership.owns(account) || other.ownership.owns(account);
            });
      }
      assertThat(frozen.lost).as("told to close its streams").isPositive();
    } finally {
      frozen.ownership.close();
      other.ownership.close();
    }
  }

  private static AccountRef first() {
    return inPartition(0);
  }

  private static AccountRef second() {
    return inPartition(1);
  }

  private static AccountRef inPartition(int partition) {
    int partitions = partitions();
    return IntStream.range(0, 1000)
        .mapToObj(i -> new AccountRef("probe", "a" + i))
        .filter(a -> TopicPartitioner.partitionOf(a, partitions) == partition)
        .findFirst()
        .orElseThrow();
  }

  private static int partitions() {
    try (KafkaConsumer<String, byte[]> consumer = consumer("asks")) {
      return consumer.partitionsFor(Topics.CURSORS).size();
    }
  }

  private static Map<String, Object> broker() {
    return Map.of("bootstrap.servers", TestKafka.shared().bootstrapServers());
  }

  private static KafkaConsumer<String, byte[]> consumer(String group) {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers",
            TestKafka.shared().bootstrapServers(),
            "group.id",
            group,
            "enable.auto.commit",
            false,
            "auto.offset.reset",
            "earliest",
            "session.timeout.ms",
            (int) SESSION.toMillis(),
            "heartbeat.interval.ms",
            500,
            // Stands for the silence of a frozen process.
            "max.poll.interval.ms",
            (int) SESSION.toMillis(),
            "partition.assignment.strategy",
            CooperativeStickyAssignor.class.getName()),
        new StringDeserializer(),
        new ByteArrayDeserializer());
  }

  /** A process as far as ownership is concerned. */
  private static final class Process {
    private final StreamOwnership ownership;
    private long slept;
    private int lost;

    Process(String group) {
      ownership =
          new StreamOwnership(
              consumer(group), SESSION, () -> lost++, () -> System.nanoTime() + slept);
      ownership.join();
    }

    void sleep(Duration time) {
      slept += time.toNanos();
    }

    void awaitOwning(AccountRef account) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> {
            ownership.turn();
            return ownership.owns(account);
          });
    }
  }
}
