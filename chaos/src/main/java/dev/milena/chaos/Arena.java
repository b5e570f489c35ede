package dev.milena.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * What a fault can reach.
 *
 * @param random seeded: a run can be repeated
 */
record Arena(Hub hub, Cast cast, Traffic traffic, Ledger ledger, Random random) {
  private static final Duration ARRIVAL_MAX = Duration.ofSeconds(60);

  private static final String STREAMS = "milena_ingress_streams_open";

  /**
   * Says something in a conversation of its own, in which nobody else writes, and waits until it
   * arrives; returns the way back.
   */
  Lane acquaint(Pair pair) {
    String conversation = traffic.newConversation(pair);
    Lane toDesk = ledger.open(pair, Pair.Way.TO_DESK, conversation);
    toDesk.write(1, ledger.during());
    Facts.await("a first message arrives at " + pair.desk(), ARRIVAL_MAX, toDesk::anySeen);
    return ledger.open(pair, Pair.Way.TO_VISITOR, conversation);
  }

  /** Any replica of a stage; of those that listen to streams, the one that has most of them. */
  Replica any(Stage stage) {
    List<Replica> all = new ArrayList<>(hub.replicas(stage).toList());
    Collections.shuffle(all, random);
    return all.stream().max(Comparator.comparingDouble(r -> r.gauge(STREAMS))).orElseThrow();
  }

  <T> T anyOf(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  static void pause(Duration time) throws InterruptedException {
    Thread.sleep(time);
  }
}
