package dev.milena.bus;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.TopicPartition;

/**
 * Gives partitions of one number, in all topics of a group, to one member: with {@link
 * TopicPartitioner} that member has all of an account, in every class. Numbers stay where they are
 * as far as the shares allow (they differ by one at most), and move cooperatively: only what moves
 * is given up, and its new owner gets it in the next round, when nobody holds any of it.
 *
 * <p>Topics that are subscribed by different members, as while a new platform is being rolled out,
 * are shared out by themselves: numbers are then together within each set of topics that has the
 * same subscribers.
 *
 * <p>Set it as {@code partition.assignment.strategy} of every member of the group.
 */
@RegisterForReflection
public final class CoAssignor implements ConsumerPartitionAssignor {

  @Override
  public String name() {
    return "milena-co";
  }

  @Override
  public List<RebalanceProtocol> supportedProtocols() {
    return List.of(RebalanceProtocol.COOPERATIVE, RebalanceProtocol.EAGER);
  }

  @Override
  public ByteBuffer subscriptionUserData(Set<String> topics) {
    return null;
  }

  @Override
  public GroupAssignment assign(Cluster metadata, GroupSubscription group) {
    Map<String, Subscription> members = new TreeMap<>(group.groupSubscription());
    Map<TopicPartition, String> owners = owners(members);
    Map<String, List<TopicPartition>> assigned = new HashMap<>();
    members.keySet().forEach(m -> assigned.put(m, new ArrayList<>()));
    topicsBySubscribers(members)
        .forEach((subscribers, topics) -> {
          Map<Integer, List<TopicPartition>> numbers = byNumber(topics, metadata);
          NumberShares.of(numbers, subscribers, owners)
              .forEach((number, member) ->
                  numbers.get(number).stream()
                      .filter(p -> mayHave(member, p, numbers.get(number), owners))
                      .forEach(assigned.get(member)::add));
        });
    return new GroupAssignment(
        assigned.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, e -> new Assignment(e.getValue()))));
  }

  /** What a member has it keeps; the rest of a number it gets when nobody else holds any of it. */
  private static boolean mayHave(
      String member,
      TopicPartition wanted,
      List<TopicPartition> together,
      Map<TopicPartition, String> owners) {
    return member.equals(owners.get(wanted))
        || together.stream().allMatch(p -> owners.getOrDefault(p, member).equals(member));
  }

  /**
   * Who holds what. A member that missed a generation may claim what was given to another since:
   * the latest claim counts, and where two are equal, none.
   */
  private static Map<TopicPartition, String> owners(Map<String, Subscription> members) {
    Map<TopicPartition, String> owners = new HashMap<>();
    Map<TopicPartition, Integer> generations = new HashMap<>();
    members.forEach((member, subscription) -> {
      int generation = subscription.generationId().orElse(-1);
      for (TopicPartition p : subscription.ownedPartitions()) {
        int known = generations.getOrDefault(p, Integer.MIN_VALUE);
        if (generation > known) {
          generations.put(p, generation);
          owners.put(p, member);
        } else if (generation == known) {
          owners.remove(p);
        }
      }
    });
    return owners;
  }

  private static Map<List<String>, List<String>> topicsBySubscribers(
      Map<String, Subscription> members) {
    Map<String, List<String>> subscribers = new TreeMap<>();
    members.forEach((member, subscription) ->
        subscription.topics().stream()
            .distinct()
            .forEach(
                topic -> subscribers.computeIfAbsent(topic, t -> new ArrayList<>()).add(member)));
    return subscribers.keySet().stream().collect(Collectors.groupingBy(subscribers::get));
  }

  private static Map<Integer, List<TopicPartition>> byNumber(
      Collection<String> topics, Cluster metadata) {
    return topics.stream()
        .flatMap(topic ->
            IntStream.range(0, partitions(topic, metadata))
                .mapToObj(n -> new TopicPartition(topic, n)))
        .collect(
            Collectors.groupingBy(TopicPartition::partition, TreeMap::new, Collectors.toList()));
  }

  /** None for a topic that does not exist yet: once it does, the group is shared out anew. */
  private static int partitions(String topic, Cluster metadata) {
    Integer count = metadata.partitionCountForTopic(topic);
    return count == null ? 0 : count;
  }
}
