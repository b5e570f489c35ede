package dev.milena.platform.vk;

import dev.milena.platform.ApiClient;
import dev.milena.platform.vk.VkNamed.Name;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * Asks VK what the peers of one account are called: one round at a time, each with all that was
 * wanted until it began.
 *
 * <pre>
 *   wanted ──▶ open round ──begins──▶ round under way ──answered──▶ those who wait go on, with names
 *                                            │
 *                                            └─ later than they wait, or fails: they go on without;
 *                                               nobody waits until VK answers again
 * </pre>
 *
 * Thread-safe.
 */
final class VkInquiry {
  /** What has not come by then is given up; meanwhile nobody waits for it. */
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** After a failure nothing is asked for so long: who cannot answer is not helped by questions. */
  private static final Duration REST = Duration.ofSeconds(15);

  /** What is wanted beyond that is wanted again with the next event of the same peer. */
  private static final int WANTED_MAX = 5000;

  private final ApiClient http;
  private final LongSupplier nanos;
  private final BiConsumer<String, Optional<Name>> learn;

  /** What the next round asks for. */
  private Round open = new Round();

  private Round underWay;

  /** Whether the next round is sure to begin. */
  private boolean armed;

  private long nextAt;
  private long restUntil;
  private boolean slow;

  /** What is asked for together. */
  private static final class Round {
    private final Set<String> peers = new LinkedHashSet<>();
    private final List<UniEmitter<? super Void>> waiting = new ArrayList<>();
  }

  /**
   * @param learn is told each peer that was asked for, and what it is called
   */
  VkInquiry(ApiClient http, LongSupplier nanos, BiConsumer<String, Optional<Name>> learn) {
    this.http = http;
    this.nanos = nanos;
    this.learn = learn;
    this.nextAt = nanos.getAsLong();
    this.restUntil = nextAt;
  }

  /**
   * Has these peers asked for, and ends when they are known or it is time to go on without. Never
   * fails.
   */
  Uni<Void> ask(VkAccount settings, Set<String> peers) {
    Duration patience = settings.namesWithin();
    Round round = join(settings, peers);
    if (round == null || patience.isZero()) {
      return Uni.createFrom().voidItem();
    }
    return Uni.createFrom()
        .<Void>emitter(waiter -> await(round, waiter))
        .ifNoItem()
        .after(patience)
        .recoverWithUni(() -> {
          tooSlow();
          return Uni.createFrom().voidItem();
        });
  }

  /** The round that brings them; null where nobody is to wait. */
  private Round join(VkAccount settings, Set<String> peers) {
    Duration wait;
    Round joined;
    synchronized (this) {
      if (nanos.getAsLong() - restUntil < 0) {
        return null;
      }
      if (underWay != null && underWay.peers.containsAll(peers)) {
        return slow ? null : underWay;
      }
      joined = open;
      peers.stream().limit(WANTED_MAX - joined.peers.size()).forEach(joined.peers::add);
      if (slow || armed || underWay != null) {
        return slow ? null : joined;
      }
      armed = true;
      wait = untilNext();
    }
    arm(settings, wait);
    return joined;
  }

  private Duration untilNext() {
    return Duration.ofNanos(Math.max(0, nextAt - nanos.getAsLong()));
  }

  private synchronized void tooSlow() {
    slow = underWay != null;
  }

  private void await(Round round, UniEmitter<? super Void> waiter) {
    synchronized (this) {
      if (round == underWay || round == open) {
        round.waiting.add(waiter);
        return;
      }
    }
    waiter.complete(null);
  }

  private void arm(VkAccount settings, Duration wait) {
    if (wait.isZero()) {
      begin(settings);
    } else {
      Uni.createFrom()
          .voidItem()
          .onItem()
          .delayIt()
          .by(wait)
          .subscribe()
          .with(_ -> begin(settings));
    }
  }

  private void begin(VkAccount settings) {
    Round round;
    synchronized (this) {
      round = open;
      open = new Round();
      underWay = round;
      armed = false;
    }
    List<Uni<Void>> calls = new ArrayList<>();
    for (VkLookup lookup : VkLookup.values()) {
      List<String> some =
          round.peers.stream()
              .filter(peer -> VkLookup.of(peer) == lookup)
              .limit(lookup.most())
              .toList();
      if (!some.isEmpty()) {
        calls.add(call(settings, lookup, some));
      }
    }
    synchronized (this) {
      nextAt = nanos.getAsLong() + VkLimits.BETWEEN_QUESTIONS.toNanos() * calls.size();
    }
    Uni.join()
        .all(calls)
        .andCollectFailures()
        .subscribe()
        .with(_ -> over(settings, round, true), _ -> over(settings, round, false));
  }

  private Uni<Void> call(VkAccount settings, VkLookup lookup, List<String> peers) {
    return http.send(lookup.request(settings, peers), settings.secrets(), TIMEOUT)
        .map(lookup::read)
        .invoke(names -> learned(peers, names))
        .replaceWithVoid();
  }

  private void learned(List<String> peers, Map<String, Name> names) {
    peers.forEach(peer -> learn.accept(peer, Optional.ofNullable(names.get(peer))));
  }

  private void over(VkAccount settings, Round round, boolean answered) {
    List<UniEmitter<? super Void>> released = new ArrayList<>();
    boolean more;
    Duration wait;
    synchronized (this) {
      released.addAll(round.waiting);
      underWay = null;
      slow = false;
      if (!answered) {
        restUntil = nanos.getAsLong() + REST.toNanos();
        released.addAll(open.waiting);
        open = new Round();
      }
      more = !open.peers.isEmpty();
      armed = more;
      wait = untilNext();
    }
    if (more) {
      arm(settings, wait);
    }
    released.forEach(waiter -> waiter.complete(null));
  }
}
