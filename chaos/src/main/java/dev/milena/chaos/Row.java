package dev.milena.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Messages to one platform that were sent under one fault. Confined to one thread. */
final class Row {
  private final List<Long> tookMillis = new ArrayList<>();
  private int sent;
  private int lost;
  private int doubled;
  private int doubledInWindow;
  private int misplaced;
  private int late;

  void sent() {
    sent++;
  }

  void took(Duration time, boolean tooLong) {
    tookMillis.add(time.toMillis());
    late += tooLong ? 1 : 0;
  }

  void lost() {
    lost++;
  }

  void doubled(int copies, int inWindow) {
    doubled += copies;
    doubledInWindow += inWindow;
  }

  void misplaced() {
    misplaced++;
  }

  int sentCount() {
    return sent;
  }

  int doubledBeyondWindow() {
    return doubled - doubledInWindow;
  }

  int misplacedCount() {
    return misplaced;
  }

  int lateCount() {
    return late;
  }

  void add(Row other) {
    tookMillis.addAll(other.tookMillis);
    sent += other.sent;
    lost += other.lost;
    doubled += other.doubled;
    doubledInWindow += other.doubledInWindow;
    misplaced += other.misplaced;
    late += other.late;
  }

  /** In milliseconds; 0 where nothing has arrived. */
  long percentile(double share) {
    if (tookMillis.isEmpty()) {
      return 0;
    }
    List<Long> sorted = tookMillis.stream().sorted().toList();
    return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(sorted.size() * share)));
  }

  String text(String name, String platform) {
    return String.format(
        "%-26s %-12s %7d %9d %5d %8d %9d %6d %5d %8d %8d",
        name,
        platform,
        sent,
        tookMillis.size(),
        lost,
        doubled,
        doubledInWindow,
        misplaced,
        late,
        percentile(0.5),
        percentile(0.99));
  }

  static String head() {
    return String.format(
        "%-26s %-12s %7s %9s %5s %8s %9s %6s %5s %8s %8s",
        "fault",
        "to",
        "sent",
        "delivered",
        "lost",
        "doubled",
        "in window",
        "order",
        "late",
        "p50 ms",
        "p99 ms");
  }
}
