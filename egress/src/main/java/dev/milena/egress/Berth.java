package dev.milena.egress;

import dev.milena.model.Priority;
import dev.milena.model.Topics;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.TopicPartition;

/**
 * One partition of one topic of commands, from when it is assigned to us until it is taken away.
 * Confined to the dock's thread, but for {@link #lowWater()} as that says.
 */
final class Berth {
  /**
   * What a topic carries.
   *
   * @param platform key of the platform
   * @param priority the class of its commands
   */
  record Cargo(String platform, Priority priority) {
    static Optional<Cargo> of(String topic) {
      int dot = topic.lastIndexOf('.');
      if (!topic.startsWith(Topics.OUTBOUND_PREFIX) || dot < Topics.OUTBOUND_PREFIX.length()) {
        return Optional.empty();
      }
      String word = topic.substring(dot + 1);
      return Arrays.stream(Priority.values())
          .filter(priority -> priority.word().equals(word))
          .findFirst()
          .map(priority ->
              new Cargo(topic.substring(Topics.OUTBOUND_PREFIX.length(), dot), priority));
    }
  }

  private static final Duration PAUSE_AGAIN = Duration.ofSeconds(1);

  private enum State {
    /** Looking up what became of commands that an owner before may have begun. */
    OPENING,
    OPEN,
    LEFT
  }

  private final TopicPartition partition;
  private final Cargo cargo;
  private final OptionalLong begin;
  private final int generation;
  private final LowWater lowWater;
  private State state = State.OPENING;
  private boolean paused;
  private long pausedAt;
  private long end;
  private int underWay;
  private final CompletableFuture<Void> quiet = new CompletableFuture<>();

  /**
   * @param begin where reading begins, if that is known
   * @param generation of the group when it was assigned: what was read before belongs to an earlier
   *     time as owner
   */
  Berth(TopicPartition partition, Cargo cargo, OptionalLong begin, int generation) {
    this.partition = partition;
    this.cargo = cargo;
    this.begin = begin;
    this.generation = generation;
    this.lowWater = new LowWater(begin);
  }

  TopicPartition partition() {
    return partition;
  }

  String platform() {
    return cargo.platform();
  }

  Priority priority() {
    return cargo.priority();
  }

  /** Where reading began, if that was known. */
  OptionalLong begin() {
    return begin;
  }

  int generation() {
    return generation;
  }

  LowWater lowWater() {
    return lowWater;
  }

  /** Where the partition ended when we took it over. */
  void endedAt(long offset) {
    end = offset;
  }

  /** Whether it lay there already when we took the partition over: another may have begun it. */
  boolean isInherited(long offset) {
    return offset < end;
  }

  /** Whether nothing inherited is left. */
  boolean hasCaughtUp() {
    return isOpen() && lowWater.committable().orElse(end) >= end;
  }

  void open() {
    if (state == State.OPENING) {
      state = State.OPEN;
    }
  }

  boolean isOpen() {
    return state == State.OPEN;
  }

  /** Nothing more is begun; done when no call is under way. */
  CompletionStage<Void> leave() {
    state = State.LEFT;
    tellIfQuiet();
    return quiet;
  }

  void callBegun() {
    underWay++;
  }

  void callEnded() {
    underWay--;
    tellIfQuiet();
  }

  private void tellIfQuiet() {
    if (state == State.LEFT && underWay == 0) {
      quiet.complete(null);
    }
  }

  /** How many calls are under way. */
  int underWay() {
    return underWay;
  }

  boolean isLeft() {
    return state == State.LEFT;
  }

  /**
   * Whether reading is to be stopped now, because more was read than may wait. Once, and again
   * after a second if commands still come: the channel resumes all its partitions when it has been
   * behind.
   */
  boolean mustPause(long windowMax, long nowNanos) {
    if (lowWater.window() < windowMax || (paused && nowNanos - pausedAt < PAUSE_AGAIN.toNanos())) {
      return false;
    }
    paused = true;
    pausedAt = nowNanos;
    return true;
  }

  /** Whether reading may go on. True once. */
  boolean mayResume(long windowMax) {
    if (!paused || lowWater.window() > windowMax / 2) {
      return false;
    }
    paused = false;
    return true;
  }
}
