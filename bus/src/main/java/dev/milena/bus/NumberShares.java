package dev.milena.bus;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * Shares partition numbers out among members: evenly, and where they are if that is fair.
 * Deterministic.
 */
final class NumberShares {
  private final Map<String, List<Integer>> shares = new TreeMap<>();
  private final int least;
  private int larger;

  private NumberShares(int numbers, List<String> members) {
    members.forEach(member -> shares.put(member, new ArrayList<>()));
    least = numbers / members.size();
    larger = numbers % members.size();
  }

  /**
   * @param numbers the partitions that go together, by their number
   * @param members at least one
   * @param owners who holds a partition now
   */
  static Map<Integer, String> of(
      Map<Integer, List<TopicPartition>> numbers,
      List<String> members,
      Map<TopicPartition, String> owners) {
    NumberShares shares = new NumberShares(numbers.size(), members);
    List<Integer> homeless = new ArrayList<>();
    numbers.forEach((number, together) -> {
      Optional<String> holder = holder(together, owners).filter(members::contains);
      if (holder.isEmpty() || !shares.keep(holder.get(), number)) {
        homeless.add(number);
      }
    });
    homeless.forEach(shares::give);
    return shares.byNumber();
  }

  /** Who holds most of them. */
  private static Optional<String> holder(
      List<TopicPartition> together, Map<TopicPartition, String> owners) {
    Map<String, Long> held =
        together.stream()
            .map(owners::get)
            .filter(Objects::nonNull)
            .collect(
                Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    return held.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
  }

  /** Whether its share lets a member keep a number. */
  private boolean keep(String member, int number) {
    List<Integer> share = shares.get(member);
    if (share.size() > least || (share.size() == least && larger == 0)) {
      return false;
    }
    if (share.size() == least) {
      larger--;
    }
    return share.add(number);
  }

  private void give(int number) {
    shares.values().stream().min(Comparator.comparingInt(List::size)).orElseThrow().add(number);
  }

  private Map<Integer, String> byNumber() {
    Map<Integer, String> members = new HashMap<>();
    shares.forEach((member, share) -> share.forEach(number -> members.put(number, member)));
    return members;
  }
}
