package dev.milena.egress;

import dev.milena.model.AccountRef;
import dev.milena.model.Priority;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Gets the texts back that were not kept, for the lanes whose turn is near. Each account has a few
 * places in each class for that, beside the memory that all share: so there is always room to go
 * on, however much waits elsewhere.
 *
 * <p>Confined to the dock's thread.
 */
final class Loads {
  /**
   * Lanes of one account and class that may have texts read again at once: as many as may call, by
   * default.
   */
  private static final int LANES_MAX = 64;

  /** Texts that are read for a lane at once: with answers after 50 ms, one reading every 0.8 s. */
  private static final int AT_ONCE = 16;

  private static final Duration AGAIN = Duration.ofSeconds(1);

  private final Rereads rereads;
  private final Timekeeper time;
  private final Executor dock;
  private final Map<Share, Places> shares = new HashMap<>();

  private record Share(AccountRef account, Priority priority) {}

  private record Want(Lane lane, Runnable then) {}

  private static final class Places {
    private int taken;
    private final Deque<Want> waiting = new ArrayDeque<>();
  }

  Loads(Rereads rereads, Timekeeper time, Executor dock) {
    this.rereads = rereads;
    this.time = time;
    this.dock = dock;
  }

  /** Runs {@code then} when the lane's next text is here, or surely nowhere. */
  void want(Lane lane, Runnable then) {
    Places places = places(lane);
    Want want = new Want(lane, then);
    if (lane.isAllowed()) {
      read(want);
    } else if (places.taken < LANES_MAX) {
      places.taken++;
      lane.allowed(true);
      read(want);
    } else {
      places.waiting.add(want);
    }
  }

  private void read(Want want) {
    Lane lane = want.lane();
    rereads
        .read(lane.key().partition(), lane.wanted(AT_ONCE))
        .emitOn(dock)
        .subscribe()
        .with(found -> take(want, found), failure -> time.after(AGAIN, () -> again(want)));
  }

  private void again(Want want) {
    if (!want.lane().berth().isLeft()) {
      read(want);
    }
  }

  private void take(Want want, List<ConsumerRecord<String, byte[]>> found) {
    found.forEach(record -> want.lane().readAgain(new Text(record, false)));
    want.then().run();
  }

  /** The lane may have used up what was read for it: then its place goes to the next. */
  void release(Lane lane) {
    if (!lane.isAllowed() || !lane.hasUsedUp()) {
      return;
    }
    lane.allowed(false);
    Places places = places(lane);
    places.taken--;
    Want next = places.waiting.poll();
    if (next != null) {
      want(next.lane(), next.then());
    }
  }

  private Places places(Lane lane) {
    return shares.computeIfAbsent(
        new Share(lane.account(), lane.berth().priority()), share -> new Places());
  }
}
