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

  /**
   * Limits that somebody waits for or calls under way count against; since the last tidying, all.
   */
  private final Map<Limit, Window> busy = new HashMap<>();

  private final Cache<Limit, Window> idle;
  private int underWay;

  /**
   * @param callsPerAccount bound on calls at once
   * @param windowsMax limits that nobody uses now and that are remembered
   * @param slots of a platform by its key, shared by all docks
   * @param dock runs things on the dock's thread
   * @param outage how long to wait between calls that find out whether a platform answers again
   * @param answersAgain is told of accounts whose platform does
   */
  record Settings(
      int callsPerAccount,
      int windowsMax,
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
        Caffeine.newBuilder().maximumSize(settings.windowsMax()).executor(Runnable::run).build();
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

  /**
   * Whether the call may begin that was granted a while ago: nobody has said meanwhile that it is
   * to wait.
   */
  boolean mayBegin(Turn turn) {
    Desk desk = desk(turn.wish().account());
    Gates.Stop conversation = desk.conversations().get(turn.wish().conversation());
    return !desk.hold().isShut()
        && !desk.stop().isShut()
        && (conversation == null || !conversation.isShut());
  }

  /**
   * The call was made and is over: answered, failed, or given up. Its places go to others, while
   * what came of it is written down.
   */
  void over(Turn turn) {
    turn.use();
    windows(turn.wish()).forEach(Window::over);
    giveBack(turn);
  }

  /** The turn is done with; all that it took goes to others if it was not used. */
  void done(Turn turn) {
    if (!turn.isUsed()) {
      windows(turn.wish()).forEach(Window::unused);
      giveBack(turn);
    }
    desk(turn.wish().account()).breaker().done(turn);
  }

  private void giveBack(Turn turn) {
    underWay--;
    platform(turn.wish()).giveBack();
    desk(turn.wish().account()).places().giveBack();
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
    gates.addAll(windows(wish));
    gates.add(desk.places());
    return gates;
  }

  private void queue(Gate gate, Turn turn) {
    long wait = gate.waitNanos(turn);
    if (gate.narrow() && wait != Gate.UNTIL_WOKEN) {
      turn.waiter().waitsAlone(Duration.ofNanos(wait));
    }
    gate.queue(turn);
  }

  private List<Window> windows(Turn.Wish wish) {
    return wish.tolls().stream().map(toll -> window(new Limit(wish.account(), toll))).toList();
  }

  private Window window(Limit limit) {
    return busy.computeIfAbsent(limit, this::idleOrNew);
  }

  private Window idleOrNew(Limit limit) {
    Window remembered = idle.asMap().remove(limit);
    return remembered == null
        ? new Window(time, this::request, limit.toll(), emptyAtNanos)
        : remembered;
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
    busy.entrySet()
        .removeIf(entry -> {
          Window window = entry.getValue();
          if (window.isSettled() && !window.isAsNew()) {
            idle.put(entry.getKey(), window);
          }
          return window.isSettled();
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
