package dev.milena.egress;

import dev.milena.model.AccountRef;
import dev.milena.model.Priority;
import dev.milena.platform.Toll;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Wishes to make a call, in the order in which their letters came. */
final class Wishes {
  private long tickets;

  Turn turn(
      AccountRef account,
      String conversation,
      Priority priority,
      List<Toll> tolls,
      Consumer<Turn> granted) {
    return turn(account, conversation, priority, tolls, granted, about -> {});
  }

  Turn turn(
      AccountRef account,
      String conversation,
      Priority priority,
      List<Toll> tolls,
      Consumer<Turn> granted,
      Consumer<Duration> waitsAlone) {
    return new Turn(
        new Turn.Wish(account, conversation, priority, tickets++, tolls),
        new Turn.Waiter() {
          @Override
          public void granted(Turn turn) {
            granted.accept(turn);
          }

          @Override
          public void waitsAlone(Duration about) {
            waitsAlone.accept(about);
          }
        });
  }
}
