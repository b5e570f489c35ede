package dev.milena.egress;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.milena.model.AccountRef;
import dev.milena.platform.DeliveryResult.Scope;
import dev.milena.platform.Toll;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Says when a call may be made, before the platform has to complain: the limits that the platform
 * publishes, what it has told us to wait, and how many calls may be under way. A wish waits at the
 * first gate that is shut and takes nothing with it; when all are open it takes from all at once.
 * So whoever waits holds nothing that another could use.
 *
 * <p>Confined to the thread of its dock. A dock owns its accounts alone, so that all of this is
 * local and exact.
 */
final class Pacing {
  private final Timekeeper time;
  private final Settings settings;
  private final long emptyAtNanos;
  private final Gates.Owned owned;
  private final Map<AccountRef, Desk> desks = new HashMap<>();
  private final Map<String, Gates.Shared> platforms = new HashMap<>();
  private final Map<Limit, Gates.Tokens> busy = new HashMap<>();
  private final Cache<Limit, Gates.Tokens> idle;
  private int underWay;

  /**
   * @param callsPerAccount bound on calls at once
   * @param bucketsMax buckets without anybody waiting that are remembered
   * @param slots of a platform by its key, shared by all docks
   * @param dock runs things on the dock's thread
   * @param outage how long to wait between calls that find out whether a platform answers again
   * @param answersAgain is told of accounts whose platform does
   */
  record Settings(
      int callsPerAccount,
      int bucketsMax,
      Function<String, Slots> slots,
      Executor dock,
      Backoff outage,
      Consumer<AccountRef> answersAgain) {}

  private record Limit(AccountRef account, Toll toll) {}

  /** What belongs to one account. */
  private record Desk(
      Gates.Stop hold,
      Gates.Stop stop,
      Breaker breaker,
      Gates.Places places,
      Map<String, Gates.Stop> conversations) {}

  Pacing(Timekeeper time, Settings settings, Lease lease) {
    this.time = time;
    this.settings = settings;
    this.emptyAtNanos = time.nanos();
    this.owned = new Gates.Owned(time, this::request, lease);
    this.idle =
        Caffeine.newBuilder().maximumSize(settings.bucketsMax()).executor(Runnable::run).build();
  }

  /** Grants the turn now or later. */
  void request(Turn turn) {
    if (turn.isOver()) {
      return;
    }
    List<Gate> gates = gates(turn.wish());
    for (Gate gate : gates) {
      if (!gate.passes(turn)) {
        queue(gate, turn);
        return;
      }
    }
    Gates.Shared platform = platform(turn.wish());
    if (!platform.passes(turn) || !platform.tryTake()) {
      platform.queue(turn);
      return;
    }
    gates.forEach(gate -> gate.take(turn));
    underWay++;
    turn.grant();
  }

  /** The call that was granted is over: its places go to others. What it cost stays spent. */
  void done(Turn turn) {
    underWay--;
    platform(turn.wish()).giveBack();
    Desk desk = desk(turn.wish().account());
    desk.places().giveBack();
    desk.breaker().done(turn);
  }

  private List<Gate> gates(Turn.Wish wish) {
    Desk desk = desk(wish.account());
    List<Gate> gates = new ArrayList<>(wish.tolls().size() + 6);
    gates.add(owned);
    gates.add(desk.hold());
    gates.add(desk.stop());
    Gate conversation = desk.conversations().get(wish.conversation());
    if (conversation != null) {
      gates.add(conversation);
    }
    gates.add(desk.breaker());
    wish.tolls().forEach(toll -> gates.add(bucket(new Limit(wish.account(), toll))));
    gates.add(desk.places());
    return gates;
  }

  private void queue(Gate gate, Turn turn) {
    long wait = gate.waitNanos(turn);
    if (gate.narrow() && wait != Gate.UNTIL_WOKEN) {
      turn.waiter().waitsAlone(Duration.ofNanos(wait));
    }
    if (gate instanceof Gates.Tokens tokens) {
      wanted(turn.wish(), tokens);
    }
    gate.queue(turn);
  }

  /**
   * A bucket that somebody waits for must not be forgotten, else a second one would let the same
   * call through.
   */
  private void wanted(Turn.Wish wish, Gates.Tokens tokens) {
    wish.tolls().stream()
        .map(toll -> new Limit(wish.account(), toll))
        .filter(limit -> idle.getIfPresent(limit) == tokens)
        .findFirst()
        .ifPresent(limit -> {
          idle.invalidate(limit);
          busy.put(limit, tokens);
        });
  }

  private Gates.Tokens bucket(Limit limit) {
    Gates.Tokens waitedFor = busy.get(limit);
    if (waitedFor != null) {
      return waitedFor;
    }
    return idle.get(limit, l -> new Gates.Tokens(time, this::request, l.toll(), emptyAtNanos));
  }

  private Desk desk(AccountRef account) {
    return desks.computeIfAbsent(
        account,
        ref ->
            new Desk(
                new Gates.Stop(time, this::request, false),
                new Gates.Stop(time, this::request, false),
                new Breaker(time, this::request, settings.outage()),
                new Gates.Places(time, this::request, settings.callsPerAccount()),
                new HashMap<>()));
  }

  private Gates.Shared platform(Turn.Wish wish) {
    return platforms.computeIfAbsent(
        wish.account().platform(),
        key -> new Gates.Shared(time, this::request, settings.slots().apply(key), settings.dock()));
  }

  /** The platform wants to be left alone: by the conversation, or by the account. */
  void stop(AccountRef account, String conversation, Scope scope, Duration wait) {
    Desk desk = desk(account);
    switch (scope) {
      case ACCOUNT -> desk.stop().shut(wait);
      case CONVERSATION ->
          desk.conversations()
              .computeIfAbsent(conversation, c -> new Gates.Stop(time, this::request, true))
              .shut(wait);
    }
  }

  /**
   * Nothing goes out over the account until {@link #release}.
   *
   * @return whether it did until now
   */
  boolean hold(AccountRef account) {
    Gates.Stop hold = desk(account).hold();
    boolean news = !hold.isShut();
    hold.shutUntilWoken();
    return news;
  }

  /**
   * Nothing goes out over the account for that long, or until {@link #release}.
   *
   * @return whether it did until now
   */
  boolean hold(AccountRef account, Duration wait) {
    Gates.Stop hold = desk(account).hold();
    boolean news = !hold.isShut();
    hold.shut(wait);
    return news;
  }

  /**
   * @return whether the account was held
   */
  boolean release(AccountRef account) {
    Desk desk = desks.get(account);
    if (desk == null || !desk.hold().isShut()) {
      return false;
    }
    desk.hold().open();
    return true;
  }

  /** A call ended, and nobody said anything. */
  void unanswered(AccountRef account, String conversation) {
    if (desk(account).breaker().unanswered(conversation)) {
      Log.answersNobody(account);
    }
  }

  /** A call was answered, be it by a refusal. */
  void answered(AccountRef account) {
    if (desk(account).breaker().answered()) {
      settings.answersAgain().accept(account);
    }
  }

  /** How many accounts have a platform that answers nobody. */
  long unanswered() {
    return desks.values().stream().filter(desk -> desk.breaker().isOpen()).count();
  }

  /** How many accounts are held now. */
  long held() {
    return desks.values().stream().filter(desk -> desk.hold().isShut()).count();
  }

  int underWay() {
    return underWay;
  }

  /** Forgets what has passed and nobody waits for. */
  void tidy() {
    desks
        .values()
        .forEach(desk ->
            desk.conversations().values().removeIf(stop -> !stop.isShut() && stop.isEmpty()));
    List<Map.Entry<Limit, Gates.Tokens>> settled =
        busy.entrySet().stream().filter(entry -> entry.getValue().isEmpty()).toList();
    settled.forEach(entry -> {
      busy.remove(entry.getKey());
      idle.put(entry.getKey(), entry.getValue());
    });
  }

  /**
   * The dock is given up: nobody here waits for shared places any more. Calls under way give theirs
   * back when they end.
   */
  void close() {
    platforms.values().forEach(Gates.Shared::close);
  }
}
