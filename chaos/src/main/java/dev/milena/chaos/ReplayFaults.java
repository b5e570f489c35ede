package dev.milena.chaos;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Json;
import dev.milena.platform.testkit.PlatformSimulator;
import dev.milena.platform.testkit.PlatformSimulator.Fault.ResetBeforeAccept;
import dev.milena.platform.testkit.PlatformSimulator.Fault.Throttle;
import dev.milena.platform.testkit.PlatformSimulator.Shown;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What was set aside is set in motion again while people go on writing in its conversation. Calls
 * are cut before the platform does anything; on an account that parks what is in doubt they are
 * parked, and no copy of them is excused.
 */
final class ReplayFaults {
  private static final int PARKED = 3;
  private static final int WAITING = 5;
  private static final int NEWER = 40;

  private static final Duration BETWEEN_NEWER = Duration.ofMillis(200);

  /** Above the second in which a change of an account reaches every stage. */
  private static final Duration A_WHILE = Duration.ofSeconds(5);

  private static final Duration MAX = Duration.ofSeconds(60);

  /** Long enough for the decision to arrive while the others wait. */
  private static final int STOPPED_SECONDS = 15;

  private ReplayFaults() {}

  static List<Fault> all() {
    return List.of(new Fault("replay-during-traffic", ReplayFaults::play));
  }

  private static void play(Arena arena) throws Exception {
    int parked = 0;
    List<Pair> pairs = new ArrayList<>(arena.cast().aside());
    Collections.shuffle(pairs, arena.random());
    while (parked == 0 && !pairs.isEmpty()) {
      Pair pair = pairs.removeFirst();
      Place visitors = pair.visitors();
      ObjectNode parking = visitors.settings().deepCopy().put("unknown", "park");
      arena.hub().api().put(visitors.account(), parking);
      try {
        Arena.pause(A_WHILE);
        parked += play(arena, pair);
      } finally {
        arena.hub().api().put(visitors.account(), visitors.settings());
      }
    }
    if (parked == 0) {
      throw new Fault.NothingToStrikeException(
          "a call in doubt is repeated and not parked on any of these platforms");
    }
  }

  /** Returns how many were parked: none, where a platform knows a repeat by its key. */
  private static int play(Arena arena, Pair pair) throws Exception {
    Lane newer = arena.acquaint(pair);
    Lane parked = arena.ledger().openReplayed(pair, Pair.Way.TO_VISITOR, newer.conversation());
    PlatformSimulator platform = pair.visitors().simulator();
    platform.fail(new ResetBeforeAccept(PARKED));
    for (int i = 0; i < PARKED; i++) {
      parked.write(1, arena.ledger().during());
    }
    Facts.await(
        "what is in doubt is parked, or known by its key",
        MAX,
        () -> parked.pending() == listed(arena, parked));
    int aside = listed(arena, parked);
    if (aside == 0) {
      return 0;
    }
    long calls = platform.ledger().calls();
    platform.fail(new Throttle(1, STOPPED_SECONDS));
    newer.write(1, arena.ledger().during());
    Facts.await("somebody is told to wait", MAX, () -> platform.ledger().calls() > calls);
    int first = newer.written();
    write(arena, newer, WAITING);
    replay(arena, parked, aside);
    write(arena, newer, NEWER);
    Facts.holds(MAX, () -> newer.pending() == 0 && parked.pending() == 0);
    judge(arena, newer, first, parked);
    return aside;
  }

  private static void write(Arena arena, Lane lane, int messages) throws InterruptedException {
    for (int i = 0; i < messages; i++) {
      lane.write(1, arena.ledger().during());
      Arena.pause(BETWEEN_NEWER);
    }
  }

  private static void replay(Arena arena, Lane parked, int expected) throws Exception {
    ObjectNode which = Json.mapper().createObjectNode().put("conversation", parked.key());
    String taken = arena.hub().api().call("POST", "/api/v1/parked/replay", which.toString());
    int many = Json.object(taken.getBytes(StandardCharsets.UTF_8)).path("taken").asInt();
    if (many != expected) {
      arena.ledger().find(many + " of " + expected + " parked messages were taken for replay");
    }
  }

  /** Between the two lanes; within each, the ledger sees for itself. */
  private static void judge(Arena arena, Lane newer, int first, Lane parked) {
    List<Shown> shown = newer.shown();
    int firstOfNewer = indexOf(shown, newer.tag(), first);
    for (int number = 0; number < parked.written(); number++) {
      if (indexOf(shown, parked.tag(), number) > firstOfNewer) {
        arena.ledger().find(parked + " §" + number + " was replayed behind what had waited");
      }
    }
    if (!Facts.holds(MAX, () -> listed(arena, parked) == 0)) {
      arena.ledger().find("what was replayed is still listed as parked in " + parked);
    }
  }

  private static int indexOf(List<Shown> shown, String tag, int number) {
    for (int i = 0; i < shown.size(); i++) {
      if (Marks.read(tag, shown.get(i).text()).contains(number)) {
        return i;
      }
    }
    return -1;
  }

  private static int listed(Arena arena, Lane lane) {
    try {
      String list = arena.hub().api().call("GET", "/api/v1/parked?conversation=" + lane.key(), "");
      return Json.object(list.getBytes(StandardCharsets.UTF_8)).path("items").size();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
