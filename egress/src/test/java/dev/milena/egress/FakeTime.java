package dev.milena.egress;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;

/** Time that passes when a test says so; tasks run at once. */
final class FakeTime implements Timekeeper, Executor {
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  private final PriorityQueue<Alarm> alarms =
      new PriorityQueue<>(Comparator.comparingLong(Alarm::at).thenComparingLong(Alarm::number));
  private long now;
  private long numbers;

  private record Alarm(long at, long number, Runnable what) {}

  @Override
  public long nanos() {
    return now;
  }

  @Override
  public Instant now() {
    return BEGIN.plusNanos(now);
  }

  @Override
  public void after(Duration wait, Runnable what) {
    alarms.add(new Alarm(now + wait.toNanos(), numbers++, what));
  }

  @Override
  public void execute(Runnable task) {
    task.run();
  }

  void pass(Duration time) {
    long end = now + time.toNanos();
    while (!alarms.isEmpty() && alarms.peek().at() <= end) {
      Alarm next = alarms.poll();
      now = Math.max(now, next.at());
      next.what().run();
    }
    now = end;
  }
}
