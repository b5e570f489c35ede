package dev.milena.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * What a fault can reach.
 *
 * @param random seeded: a run can be repeated
 */
record Arena(Hub hub, Cast cast, Traffic traffic, Ledger ledger, Random random) {
  private static final Duration ARRIVAL_MAX = Duration.ofSeconds(60);

  /**
   * Says something in a conversation of its own, in which nobody else writes, and waits until it
   * arrives; returns the way back.
   */
  Lane acquaint(Pair pair) {
    String conversation = traffic.newConversation();
    Lane toDesk = ledger.open(pair, Pair.Way.TO_DESK, conversation);
    toDesk.write(1, ledger.during());
    Facts.await("a first message arrives at " + pair.desk(), ARRIVAL_MAX, toDesk::anySeen);
    return ledger.open(pair, Pair.Way.TO_VISITOR, conversation);
  }

  /** Any replica of a stage. */
  Replica any(Stage stage) {
    return anyOf(hub.replicas(stage).toList());
  }

  <T> T anyOf(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  static void pause(Duration time) throws InterruptedException {
    Thread.sleep(time);
  }
}
