package dev.milena.egress;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A number of places that all docks share. Whoever finds none is told when one comes free.
 * Thread-safe; never waits.
 */
final class Slots {
  private final AtomicInteger free;
  private final Map<Object, Runnable> hungry = new ConcurrentHashMap<>();

  Slots(int places) {
    this.free = new AtomicInteger(places);
  }

  boolean anyFree() {
    return free.get() > 0;
  }

  boolean tryTake() {
    int now = free.get();
    while (now > 0) {
      if (free.compareAndSet(now, now - 1)) {
        return true;
      }
      now = free.get();
    }
    return false;
  }

  void giveBack() {
    free.incrementAndGet();
    tell();
  }

  /** Tells {@code who} once, when a place is free; at once if one has come free in between. */
  void whenFree(Object who, Runnable tell) {
    hungry.put(who, tell);
    if (anyFree()) {
      tell();
    }
  }

  void forget(Object who) {
    hungry.remove(who);
  }

  private void tell() {
    for (Object who : hungry.keySet()) {
      Runnable tell = hungry.remove(who);
      if (tell != null) {
        tell.run();
      }
    }
  }
}
