package dev.milena.chaos;

import dev.milena.platform.testkit.PlatformSimulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What happens to processes. */
final class ProcessFaults {
  /** Longer than the session of every group, so that partitions and streams move meanwhile. */
  private static final Duration FROZEN = Duration.ofSeconds(20);

  /** Long enough for a replica to take its share before it leaves again. */
  private static final Duration VISIT = Duration.ofSeconds(5);

  /** Long enough for both to want the stream more than once. */
  private static final Duration CONTEST = Duration.ofSeconds(15);

  /** Longer than any call; whoever waits for the answer is killed before. */
  private static final Duration HELD = Duration.ofSeconds(60);

  /**
   * Of the platforms, as many as fit into a minute: each time the next owner waits for the lease.
   */
  private static final int IN_CALLS = 2;

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  /** Somebody answers on each of ten platforms within a minute, however few write. */
  private static final int LOOKS = 600;

  private ProcessFaults() {}

  static List<Fault> all() {
    List<Fault> all = new ArrayList<>();
    for (Stage stage : Stage.values()) {
      all.add(of("kill", stage, arena -> kill(arena.any(stage))));
      all.add(of("stop", stage, arena -> stop(arena.any(stage))));
      all.add(of("join", stage, arena -> visit(arena, stage)));
      all.add(of("freeze", stage, arena -> freeze(arena.any(stage))));
    }
    all.add(new Fault("kill-egress-in-call", ProcessFaults::killInCall));
    all.add(new Fault("second-deployment", ProcessFaults::secondDeployment));
    return all;
  }

  private static Fault of(String what, Stage stage, Fault.Deed deed) {
    return new Fault(what + "-" + stage.word(), stage == Stage.INGRESS, deed);
  }

  static void kill(Replica replica) throws Exception {
    replica.kill();
    replica.start();
    replica.awaitReady();
  }

  /** In an orderly way, and started again. */
  static void stop(Replica replica) throws Exception {
    if (!replica.stop()) {
      throw new IllegalStateException(replica + " did not end within 30 s of SIGTERM");
    }
    replica.start();
    replica.awaitReady();
  }

  /** A third one comes and goes: two rebalances. */
  private static void visit(Arena arena, Stage stage) throws Exception {
    Replica third = arena.hub().replica(stage, stage.word() + "-3");
    third.start();
    third.awaitReady();
    arena.hub().add(third);
    Arena.pause(VISIT);
    arena.hub().remove(third);
    leave(third);
  }

  /** Another group that serves accounts with streams which are served already. */
  private static void secondDeployment(Arena arena) throws Exception {
    Replica other = arena.hub().replica(Stage.INGRESS, "ingress-other");
    other.start(
        Map.of(
            "milena.ingress.streams.group", "milena-streams-other",
            "milena.accounts.filter", "*/stream*"));
    other.awaitReady();
    Arena.pause(CONTEST);
    leave(other);
  }

  private static void leave(Replica third) throws InterruptedException {
    if (!third.stop()) {
      throw new IllegalStateException(third + " did not end within 30 s of SIGTERM");
    }
  }

  private static void freeze(Replica replica) throws Exception {
    replica.freeze();
    try {
      Arena.pause(FROZEN);
    } finally {
      replica.thaw();
    }
    replica.awaitReady();
  }

  /** The platform has taken a message and is about to say so, when the one who asked dies. */
  private static void killInCall(Arena arena) throws Exception {
    List<PlatformSimulator> called = new ArrayList<>(arena.cast().calledSimulators());
    Collections.shuffle(called, arena.random());
    for (PlatformSimulator simulator : called.subList(0, Math.min(IN_CALLS, called.size()))) {
      simulator.fail(new PlatformSimulator.Fault.HoldAnswer(1, HELD));
      Replica caller = awaitCaller(arena);
      kill(caller);
    }
  }

  /** Other calls take milliseconds: who has one under way in three looks is the one that waits. */
  private static Replica awaitCaller(Arena arena) throws InterruptedException {
    for (int looks = 0; looks < LOOKS; looks++) {
      Optional<Replica> busy =
          arena.hub().replicas(Stage.EGRESS).filter(ProcessFaults::isInCall).findFirst();
      if (busy.isPresent() && isInCall(busy.get()) && isInCall(busy.get())) {
        return busy.get();
      }
      Arena.pause(BETWEEN_LOOKS);
    }
    throw new IllegalStateException("Nobody waits for the answer that is held");
  }

  private static boolean isInCall(Replica egress) {
    return egress.gauge("milena_egress_calls_under_way") >= 1;
  }
}
