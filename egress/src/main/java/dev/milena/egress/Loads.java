package dev.milena.egress;

import dev.milena.model.AccountRef;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

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

  /** A partition has one class. */
  private record Share(AccountRef account, TopicPartition partition) {}

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

  /**
   * The same at once and without taking a place, for a call that has leave: those that wait for
   * leave hold the places, and would otherwise wait for it, and it for them.
   */
  void fetch(Lane lane, Runnable then) {
    read(new Want(lane, then), 1);
  }

  private void read(Want want) {
    read(want, AT_ONCE);
  }

  private void read(Want want, int atOnce) {
    Lane lane = want.lane();
    rereads
        .read(lane.wantedIn(), lane.wanted(atOnce))
        .emitOn(dock)
        .subscribe()
        .with(found -> take(want, found), failure -> time.after(AGAIN, () -> read(want, atOnce)));
  }

  /** The partition is somebody else's. */
  void forget(TopicPartition partition) {
    shares.keySet().removeIf(share -> share.partition().equals(partition));
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
        new Share(lane.account(), lane.key().partition()), share -> new Places());
  }
}
