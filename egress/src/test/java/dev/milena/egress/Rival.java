package dev.milena.egress;

import dev.milena.backing.testing.TestKafka;
import dev.milena.bus.CoAssignor;
import dev.milena.model.Priority;
import dev.milena.model.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Another member of the group, that takes half of the partitions and does nothing with them. When
 * it goes, egress gets them back and knows no more of them than a process that has just started.
 */
final class Rival implements AutoCloseable {
  private final KafkaConsumer<String, byte[]> consumer =
      new KafkaConsumer<>(
          Map.of(
              "bootstrap.servers",
              TestKafka.shared().bootstrapServers(),
              "group.id",
              "milena-egress",
              "enable.auto.commit",
              "false",
              "auto.offset.reset",
              "earliest",
              "heartbeat.interval.ms",
              "300",
              "partition.assignment.strategy",
              CoAssignor.class.getName()),
          new StringDeserializer(),
          new ByteArrayDeserializer());

  /**
   * What the tests send by. Partitions of a topic that is just being found are nobody's and come at
   * once; these are egress' and come when it has let go of them.
   */
  private static final String HELD = Topics.outbound(FakePlatform.KEY, Priority.REPLY);

  private final Thread thread = Thread.ofPlatform().daemon().unstarted(this::run);
  private volatile Set<TopicPartition> mine = Set.of();
  private volatile boolean closed;

  /** Comes, and stays until it has its share. */
  static Rival arrives() {
    Rival rival = new Rival();
    rival.thread.start();
    Post.soon().until(() -> !rival.numbers().isEmpty());
    return rival;
  }

  private void run() {
    consumer.subscribe(
        Pattern.compile("milena\\.outbound\\.(fake|telegram|webim)\\.(reply|notification|bulk)"));
    while (!closed) {
      consumer.poll(Duration.ofMillis(50));
      mine = Set.copyOf(consumer.assignment());
    }
    consumer.close();
  }

  /** The partition numbers that it took. */
  Set<Integer> numbers() {
    return numbers(mine);
  }

  /** The numbers whose partitions egress has let go of, among those that a member has. */
  static Set<Integer> numbers(Set<TopicPartition> mine) {
    return mine.stream()
        .filter(p -> p.topic().equals(HELD))
        .map(TopicPartition::partition)
        .collect(Collectors.toSet());
  }

  /** Leaves the group; what it had goes back within a second or so. */
  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
