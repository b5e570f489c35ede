package dev.milena.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Assignment;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.GroupSubscription;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class CoAssignorTest {
  private static final int PARTITIONS = 12;
  private static final List<String> TOPICS = List.of("reply", "notification", "bulk", "deliveries");

  private final Group group = new Group();

  @Test
  void oneNumberOfAllTopicsGoesToOneMember() {
    // When
    group.join("a", TOPICS).join("b", TOPICS).join("c", TOPICS).settle();

    // Then
    group.assertTogether(TOPICS);
    group.assertEverythingAssigned(TOPICS);
    assertThat(group.numbersOf("a")).hasSize(4);
    assertThat(group.numbersOf("b")).hasSize(4);
    assertThat(group.numbersOf("c")).hasSize(4);
  }

  @Test
  void joiningMemberGetsNothingThatIsStillHeld() {
    // Given
    group.join("a", TOPICS).settle();

    // When
    group.join("b", TOPICS).rebalance();

    // Then
    assertThat(group.numbersOf("a")).hasSize(6);
    assertThat(group.numbersOf("b")).isEmpty();
    group.settle();
    assertThat(group.numbersOf("b")).hasSize(6);
  }

  @Test
  void leavingMemberMovesOnlyWhatItHad() {
    // Given
    group.join("a", TOPICS).join("b", TOPICS).join("c", TOPICS).settle();
    Set<Integer> ofA = group.numbersOf("a");
    Set<Integer> ofB = group.numbersOf("b");

    // When
    group.leave("c").settle();

    // Then
    assertThat(group.numbersOf("a")).containsAll(ofA).hasSize(6);
    assertThat(group.numbersOf("b")).containsAll(ofB).hasSize(6);
  }

  @Test
  void nothingMovesWithoutNeed() {
    // Given
    group.join("a", TOPICS).join("b", TOPICS).settle();
    Set<Integer> before = group.numbersOf("a");

    // When
    int rounds = group.settle();

    // Then
    assertThat(group.numbersOf("a")).isEqualTo(before);
    assertThat(rounds).isEqualTo(1);
  }

  @Test
  void claimOfAMemberThatMissedAGenerationDoesNotCount() {
    // Given
    group.join("a", TOPICS).join("b", TOPICS).settle();
    Set<Integer> ofA = group.numbersOf("a");
    group.forget("b", ofA, TOPICS);

    // When
    group.settle();

    // Then
    assertThat(group.numbersOf("a")).isEqualTo(ofA);
    group.assertTogether(TOPICS);
  }

  @Test
  void topicsOfANewPlatformAreSharedOutAmongThoseWhoKnowIt() {
    // Given
    List<String> more = List.of("deliveries", "new.reply", "new.bulk");
    group.join("old", List.of("deliveries")).settle();

    // When
    group.join("new", more).settle();

    // Then
    group.assertEverythingAssigned(more);
    assertThat(group.held("new")).extracting(TopicPartition::topic).contains("new.reply");
    assertThat(group.held("old")).extracting(TopicPartition::topic).containsOnly("deliveries");
    group.assertTogether(List.of("new.reply", "new.bulk"));
  }

  @Test
  void topicThatDoesNotExistYetIsNobodys() {
    // When
    group.join("a", List.of("reply", "missing")).settle();

    // Then
    assertThat(group.held("a"))
        .hasSize(PARTITIONS)
        .extracting(TopicPartition::topic)
        .containsOnly("reply");
  }

  /** Any coming and going keeps numbers together at every step, and ends evenly shared. */
  @RepeatedTest(200)
  void togethernessHoldsThroughAnyHistory() {
    // Given
    long seed = System.nanoTime();
    Random random = new Random(seed);
    group.join("m0", TOPICS);

    // When
    for (int step = 0; step < 12; step++) {
      String member = "m" + random.nextInt(5);
      if (group.has(member) && group.size() > 1) {
        group.leave(member);
      } else {
        group.join(member, TOPICS);
      }
      if (random.nextBoolean()) {
        group.rebalance();
        group.assertTogether(TOPICS);
      }
    }
    group.settle();

    // Then
    group.assertTogether(TOPICS);
    group.assertEverythingAssigned(TOPICS);
    assertThat(group.shareSizes())
        .as("seed %s", seed)
        .allMatch(n -> n == PARTITIONS / group.size() || n == PARTITIONS / group.size() + 1);
  }

  /**
   * Members as Kafka's cooperative protocol moves them: they keep what they hold, give up, join
   * again.
   */
  private static final class Group {
    private final CoAssignor assignor = new CoAssignor();
    private final Map<String, List<String>> topics = new TreeMap<>();
    private final Map<String, Set<TopicPartition>> held = new HashMap<>();
    private final Map<String, Integer> generations = new HashMap<>();
    private int generation;

    Group join(String member, List<String> subscribed) {
      topics.put(member, subscribed);
      held.putIfAbsent(member, Set.of());
      return this;
    }

    Group leave(String member) {
      topics.remove(member);
      held.remove(member);
      generations.remove(member);
      return this;
    }

    /** A member comes back from a long pause and claims what was given to another meanwhile. */
    void forget(String member, Set<Integer> numbers, List<String> claimed) {
      held.put(member, partitions(claimed, numbers));
      generations.put(member, generation - 1);
    }

    /** One round: everybody claims, the assignor decides, nobody takes what is not free. */
    boolean rebalance() {
      Map<String, Subscription> claims = new HashMap<>();
      topics.forEach((m, t) -> claims.put(m, claim(m, t)));
      Map<String, Assignment> plan =
          assignor.assign(cluster(), new GroupSubscription(claims)).groupAssignment();
      generation++;
      boolean revoked = false;
      for (Map.Entry<String, Assignment> entry : plan.entrySet()) {
        Set<TopicPartition> now = new HashSet<>(entry.getValue().partitions());
        assertThat(now).as("given once").hasSameSizeAs(entry.getValue().partitions());
        revoked |= !now.containsAll(held.get(entry.getKey()));
        held.put(entry.getKey(), now);
        generations.put(entry.getKey(), generation);
      }
      return revoked;
    }

    private Subscription claim(String member, List<String> subscribed) {
      return new Subscription(
          subscribed,
          null,
          List.copyOf(held.get(member)),
          generations.getOrDefault(member, -1),
          Optional.empty());
    }

    /** Rounds follow each other while something was given up. */
    int settle() {
      int rounds = 1;
      while (rebalance()) {
        rounds++;
        assertThat(rounds).as("rounds").isLessThan(4);
      }
      return rounds;
    }

    boolean has(String member) {
      return topics.containsKey(member);
    }

    int size() {
      return topics.size();
    }

    Set<TopicPartition> held(String member) {
      return held.get(member);
    }

    Set<Integer> numbersOf(String member) {
      return held.get(member).stream().map(TopicPartition::partition).collect(Collectors.toSet());
    }

    List<Integer> shareSizes() {
      return topics.keySet().stream().map(m -> numbersOf(m).size()).toList();
    }

    void assertTogether(List<String> of) {
      for (int n = 0; n < PARTITIONS; n++) {
        Set<TopicPartition> together = partitions(of, Set.of(n));
        assertThat(held.values().stream().filter(h -> h.stream().anyMatch(together::contains)))
            .as("holders of number %d", n)
            .hasSizeLessThanOrEqualTo(1);
      }
    }

    void assertEverythingAssigned(List<String> of) {
      List<TopicPartition> all =
          held.values().stream().flatMap(Set::stream).filter(p -> of.contains(p.topic())).toList();
      Set<Integer> numbers = IntStream.range(0, PARTITIONS).boxed().collect(Collectors.toSet());
      assertThat(all).containsExactlyInAnyOrderElementsOf(partitions(of, numbers));
    }

    private static Set<TopicPartition> partitions(List<String> topics, Set<Integer> numbers) {
      return topics.stream()
          .flatMap(t -> numbers.stream().map(n -> new TopicPartition(t, n)))
          .collect(Collectors.toSet());
    }

    private static Cluster cluster() {
      Node node = new Node(1, "localhost", 1);
      List<PartitionInfo> known = new ArrayList<>();
      for (String topic :
          List.of("reply", "notification", "bulk", "deliveries", "new.reply", "new.bulk")) {
        for (int n = 0; n < PARTITIONS; n++) {
          known.add(new PartitionInfo(topic, n, node, new Node[] {node}, new Node[] {node}));
        }
      }
      return new Cluster("test", List.of(node), known, Set.of(), Set.of());
    }
  }
}
