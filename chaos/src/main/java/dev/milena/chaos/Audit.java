package dev.milena.chaos;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * What became of the messages of one lane, which were sent as 0, 1, 2 and so on.
 *
 * @param lost never seen
 * @param doubled how often too often each was seen
 * @param misplaced first seen after one that was sent later; a second copy does not count here
 * @param unknown seen and never sent
 */
record Audit(
    Set<Integer> lost,
    TreeMap<Integer, Integer> doubled,
    Set<Integer> misplaced,
    Set<Integer> unknown) {

  /**
   * @param sent how many were sent
   * @param seen their numbers, in the order in which people see them
   */
  static Audit of(int sent, List<Integer> seen) {
    TreeMap<Integer, Integer> doubled = new TreeMap<>();
    Set<Integer> misplaced = new TreeSet<>();
    Set<Integer> unknown = new TreeSet<>();
    Set<Integer> met = new HashSet<>();
    int highest = -1;
    for (int number : seen) {
      if (number >= sent) {
        unknown.add(number);
      } else if (!met.add(number)) {
        doubled.merge(number, 1, Integer::sum);
      } else if (number < highest) {
        misplaced.add(number);
      } else {
        highest = number;
      }
    }
    Set<Integer> lost = new TreeSet<>(IntStream.range(0, sent).boxed().toList());
    lost.removeAll(met);
    return new Audit(lost, doubled, misplaced, unknown);
  }
}
