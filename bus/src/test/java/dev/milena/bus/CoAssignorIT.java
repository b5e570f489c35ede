package dev.milena.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.milena.backing.testing.TestKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CoAssignorIT {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final int PARTITIONS = 4;

  private final String group = TestKafka.randomName("group");
  private final List<String> topics =
      List.of(
          TestKafka.shared().createTopic("reply", PARTITIONS),
          TestKafka.shared().createTopic("bulk", PARTITIONS),
          TestKafka.shared().createTopic("deliveries", PARTITIONS));
  private final List<Member> members = new ArrayList<>();

  /**
   * Holders of a number at any time: two at once would send an account's messages twice as fast.
   */
  private final Map<Integer, Set<Member>> holders = new ConcurrentHashMap<>();

  private final AtomicBoolean torn = new AtomicBoolean();

  @AfterEach
  void leaveAll() throws InterruptedException {
    for (Member member : members) {
      member.leave();
    }
  }

  @Test
  void membersShareNumbersWholeWhileTheyComeAndGo() throws Exception {
    // Given
    Member first = join();
    await().atMost(LONG).until(() -> first.held.size() == 3 * PARTITIONS);

    // When
    Member second = join();
    await().atMost(LONG).until(() -> first.held.size() == 6 && second.held.size() == 6);

    // Then
    assertThat(first.numbers()).hasSize(2).doesNotContainAnyElementsOf(second.numbers());
    assertThat(second.numbers()).hasSize(2);
    assertThat(first.neverLost()).as("what stays is not interrupted").hasSize(6);

    // And when
    first.leave();

    // Then
    await().atMost(LONG).until(() -> second.held.size() == 3 * PARTITIONS);
    assertThat(torn).as("a number had two holders").isFalse();
  }

  private Member join() {
    Member member = new Member();
    members.add(member);
    member.thread.start();
    return member;
  }

  private final class Member implements ConsumerRebalanceListener {
    final Set<TopicPartition> held = ConcurrentHashMap.newKeySet();
    final Set<TopicPartition> lost = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean leaving = new AtomicBoolean();
    private final Thread thread = Thread.ofPlatform().daemon().unstarted(this::run);

    Set<Integer> numbers() {
      return held.stream().map(TopicPartition::partition).collect(Collectors.toSet());
    }

    Set<TopicPartition> neverLost() {
      Set<TopicPartition> kept = new HashSet<>(held);
      kept.removeAll(lost);
      return kept;
    }

    void leave() throws InterruptedException {
      leaving.set(true);
      thread.join(LONG);
    }

    private void run() {
      Map<String, Object> settings = new HashMap<>(TestBus.kafka());
      settings.put("group.id", group);
      settings.put("partition.assignment.strategy", CoAssignor.class.getName());
      settings.put("session.timeout.ms", 6_000);
      settings.put("heartbeat.interval.ms", 300);
      settings.put("auto.offset.reset", "earliest");
      try (KafkaConsumer<String, byte[]> consumer =
          new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
        consumer.subscribe(topics, this);
        while (!leaving.get()) {
          consumer.poll(Duration.ofMillis(100));
        }
      }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      held.addAll(partitions);
      for (TopicPartition p : partitions) {
        Set<Member> now =
            holders.computeIfAbsent(p.partition(), n -> ConcurrentHashMap.newKeySet());
        now.add(this);
        if (now.size() > 1) {
          torn.set(true);
        }
      }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      partitions.forEach(held::remove);
      lost.addAll(partitions);
      partitions.forEach(p -> {
        if (!numbers().contains(p.partition())) {
          holders.get(p.partition()).remove(this);
        }
      });
    }
  }
}
