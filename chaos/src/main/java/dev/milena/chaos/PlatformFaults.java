package dev.milena.chaos;

import dev.milena.platform.testkit.PlatformSimulator;
import dev.milena.platform.testkit.PlatformSimulator.Fault.AcceptWithoutAnswer;
import dev.milena.platform.testkit.PlatformSimulator.Fault.After;
import dev.milena.platform.testkit.PlatformSimulator.Fault.BadSignature;
import dev.milena.platform.testkit.PlatformSimulator.Fault.Disconnect;
import dev.milena.platform.testkit.PlatformSimulator.Fault.Down;
import dev.milena.platform.testkit.PlatformSimulator.Fault.Duplicate;
import dev.milena.platform.testkit.PlatformSimulator.Fault.OutOfOrder;
import dev.milena.platform.testkit.PlatformSimulator.Fault.ResetBeforeAccept;
import dev.milena.platform.testkit.PlatformSimulator.Fault.ServerError;
import dev.milena.platform.testkit.PlatformSimulator.Fault.Throttle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What platforms do. */
final class PlatformFaults {
  private static final int CALLS = 5;
  private static final int CHATS_DOWN = 3;
  private static final int INPUTS = 10;

  /** Long enough for the next calls to meet it, at any rate of writing. */
  private static final Duration A_WHILE = Duration.ofSeconds(5);

  /** Beyond every platform's bound on one message, so that it is sent in parts. */
  private static final int LONG_MARKS = 220;

  private static final int FLOOD_SECONDS = 20;

  private static final String FLOOD = "flood-wait-beside-others";
  private static final String BEFORE_FLOOD = "before-the-flood-wait";
  private static final String FLOODED = "in-the-flood-wait";

  private static final Duration DOWN_FOR = Duration.ofSeconds(20);

  private static final String DOWN = "platform-down-beside-others";
  private static final String BEFORE_DOWN = "before-the-platform-down";
  private static final String ON_DOWN = "on-the-platform-down";

  private PlatformFaults() {}

  static List<Fault> all() {
    return List.of(
        new Fault("reset-before-accept", a -> everywhere(a, new ResetBeforeAccept(CALLS))),
        new Fault("accept-without-answer", a -> everywhere(a, new AcceptWithoutAnswer(CALLS))),
        new Fault("server-error", a -> everywhere(a, new ServerError(CALLS))),
        new Fault("throttle", a -> everywhere(a, new Throttle(CALLS, 2))),
        new Fault("throttle-third-part", PlatformFaults::throttleThirdPart),
        new Fault(FLOOD, PlatformFaults::floodWait),
        new Fault(DOWN, PlatformFaults::platformDown),
        new Fault("duplicate-updates", a -> everywhere(a, new Duplicate(INPUTS))),
        Fault.unheard("bad-signatures", a -> everywhere(a, new BadSignature(INPUTS))),
        new Fault("reordered-updates", PlatformFaults::reorder),
        new Fault("redelivered-updates", PlatformFaults::redeliver),
        new Fault("streams-cut", a -> everywhere(a, new Disconnect())));
  }

  private static void everywhere(Arena arena, PlatformSimulator.Fault fault)
      throws InterruptedException {
    arena.cast().busySimulators().forEach(s -> s.fail(fault));
    Arena.pause(A_WHILE);
  }

  /** "Slow down" in the middle of one message: the first two parts stay, the third comes again. */
  private static void throttleThirdPart(Arena arena) {
    for (Pair pair : arena.cast().aside()) {
      Lane answer = arena.acquaint(pair);
      pair.visitors().simulator().fail(new After(2, new Throttle(1, 2)));
      answer.write(LONG_MARKS, arena.ledger().during());
      Facts.holds(Duration.ofSeconds(60), () -> answer.pending() == 0);
    }
  }

  /** Accounts have to wait for long; everybody else goes on as fast as for as long before. */
  private static void floodWait(Arena arena) throws InterruptedException {
    List<Lane> flooded = arena.cast().aside().stream().map(arena::acquaint).toList();
    Duration stretch = Duration.ofSeconds(FLOOD_SECONDS);
    arena.ledger().during(BEFORE_FLOOD);
    Arena.pause(stretch);
    arena.ledger().during(FLOOD);
    for (Lane answer : flooded) {
      answer.to().simulator().fail(new Throttle(1, FLOOD_SECONDS));
      for (int i = 0; i < CALLS; i++) {
        answer.write(1, FLOODED);
      }
    }
    Arena.pause(stretch);
    arena.ledger().mustNotNotice(new Ledger.Beside(FLOOD, BEFORE_FLOOD));
  }

  /** Every call to one platform fails; people on the others notice nothing. */
  private static void platformDown(Arena arena) throws InterruptedException {
    Pair pair = arena.anyOf(arena.cast().aside());
    List<Lane> answers = new ArrayList<>();
    for (int i = 0; i < CHATS_DOWN; i++) {
      answers.add(arena.acquaint(pair));
    }
    arena.ledger().during(BEFORE_DOWN);
    Arena.pause(DOWN_FOR);
    arena.ledger().during(DOWN);
    pair.visitors().simulator().fail(new Down(DOWN_FOR));
    for (int i = 0; i < CALLS; i++) {
      answers.forEach(answer -> answer.write(1, ON_DOWN));
    }
    Arena.pause(DOWN_FOR);
    arena.ledger().mustNotNotice(new Ledger.Beside(DOWN, BEFORE_DOWN));
  }

  /** What was taken long ago comes once more, from conversations of all ages. */
  private static void redeliver(Arena arena) throws InterruptedException {
    for (int i = 0; i < INPUTS; i++) {
      Lane lane =
          arena.anyOf(
              arena.ledger().lanes().stream()
                  .filter(l -> l.anySeen() && !l.mayExpire() && l.pending() == 0)
                  .toList());
      lane.from().simulator().redeliverLast(lane.from().account(), lane.conversation());
    }
    Arena.pause(A_WHILE);
  }

  /**
   * Two inputs of different conversations change places. A platform that swaps what one person
   * wrote has reordered it itself, and the hub passes it on as it came; that is not played.
   */
  private static void reorder(Arena arena) throws InterruptedException {
    for (Pair pair : arena.cast().busy()) {
      arena.traffic().alone(() -> swap(arena, pair));
    }
    Arena.pause(A_WHILE);
  }

  private static void swap(Arena arena, Pair pair) {
    Lane one = arena.ledger().open(pair, Pair.Way.TO_DESK, arena.traffic().newConversation(pair));
    Lane other = arena.ledger().open(pair, Pair.Way.TO_DESK, arena.traffic().newConversation(pair));
    pair.visitors().simulator().fail(new OutOfOrder());
    one.write(1, arena.ledger().during());
    other.write(1, arena.ledger().during());
    one.write(1, arena.ledger().during());
  }
}
