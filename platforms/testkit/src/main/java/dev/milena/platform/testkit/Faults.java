package dev.milena.platform.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What shall go wrong, and how often still. Simulators hand every {@link PlatformSimulator.Fault}
 * here; the pieces of this package take what is theirs. Thread-safe.
 */
public final class Faults {
  private int throttled;
  private int throttledSeconds;
  private int failing;
  private int unanswered;
  private int cutOff;
  private int doubled;
  private int swapped;
  private int wronglySigned;
  private int held;
  private Duration heldFor = Duration.ZERO;
  private final List<Delayed> delayed = new ArrayList<>();
  private final List<Runnable> cutters = new CopyOnWriteArrayList<>();
  private final List<Sockets> sockets = new CopyOnWriteArrayList<>();
  private long downUntil = System.nanoTime();

  /** What can go wrong with the sockets of a platform. */
  public interface Sockets {
    /** Ends those that are open. */
    void close(int code);

    /** Neither speaks nor hears on those that are open, and does not end them. */
    void fallSilent();

    /** Ends those that are open, and knows nothing of them any more. */
    void forget();
  }

  /** What goes wrong with one call of the hub. */
  sealed interface OfCall {
    record Throttled(int seconds) implements OfCall {}

    record Failing() implements OfCall {}

    record Unanswered() implements OfCall {}

    record CutOff() implements OfCall {}

    record Held(Duration time) implements OfCall {}
  }

  /** A fault that lets some calls pass first. */
  private static final class Delayed {
    private final PlatformSimulator.Fault fault;
    private int passing;

    Delayed(PlatformSimulator.Fault.After after) {
      this.fault = after.fault();
      this.passing = after.calls();
    }

    /** Whether no more calls pass. */
    boolean isDue() {
      return passing-- == 0;
    }
  }

  /** Adds a fault. */
  public void add(PlatformSimulator.Fault fault) {
    switch (fault) {
      case PlatformSimulator.Fault.Throttle(int calls, int seconds) -> throttle(calls, seconds);
      case PlatformSimulator.Fault.ServerError(int calls) -> fail(calls);
      case PlatformSimulator.Fault.AcceptWithoutAnswer(int calls) -> leaveUnanswered(calls);
      case PlatformSimulator.Fault.ResetBeforeAccept(int calls) -> cutOff(calls);
      case PlatformSimulator.Fault.HoldAnswer(int calls, Duration time) -> hold(calls, time);
      case PlatformSimulator.Fault.After after -> delay(after);
      case PlatformSimulator.Fault.Duplicate(int inputs) -> repeat(inputs);
      case PlatformSimulator.Fault.OutOfOrder() -> swap();
      case PlatformSimulator.Fault.BadSignature(int inputs) -> signWrongly(inputs);
      case PlatformSimulator.Fault.Disconnect() -> cutters.forEach(Runnable::run);
      case PlatformSimulator.Fault.Close(int code) -> sockets.forEach(s -> s.close(code));
      case PlatformSimulator.Fault.Silence() -> sockets.forEach(Sockets::fallSilent);
      case PlatformSimulator.Fault.Forget() -> sockets.forEach(Sockets::forget);
      case PlatformSimulator.Fault.Down(Duration time) -> goDown(time);
      case PlatformSimulator.Fault.Over() -> end();
    }
  }

  /** Registers what cuts the streams that are open now. */
  public void onDisconnect(Runnable cutter) {
    cutters.add(cutter);
  }

  /** Registers sockets, so that they can go wrong. */
  public void onSockets(Sockets some) {
    sockets.add(some);
  }

  private synchronized void end() {
    throttled = 0;
    failing = 0;
    unanswered = 0;
    cutOff = 0;
    doubled = 0;
    swapped = 0;
    wronglySigned = 0;
    held = 0;
    delayed.clear();
    downUntil = System.nanoTime();
  }

  private synchronized void goDown(Duration time) {
    downUntil = System.nanoTime() + time.toNanos();
  }

  private synchronized void throttle(int calls, int seconds) {
    throttled += calls;
    throttledSeconds = seconds;
  }

  private synchronized void fail(int calls) {
    failing += calls;
  }

  private synchronized void leaveUnanswered(int calls) {
    unanswered += calls;
  }

  private synchronized void cutOff(int calls) {
    cutOff += calls;
  }

  private synchronized void hold(int calls, Duration time) {
    held += calls;
    heldFor = time;
  }

  private synchronized void delay(PlatformSimulator.Fault.After after) {
    delayed.add(new Delayed(after));
  }

  private synchronized void repeat(int inputs) {
    doubled += inputs;
  }

  private synchronized void swap() {
    swapped++;
  }

  private synchronized void signWrongly(int inputs) {
    wronglySigned += inputs;
  }

  /** What goes wrong with the call that just came; each fault is used up. */
  synchronized Optional<OfCall> nextOfCall() {
    if (System.nanoTime() - downUntil < 0) {
      return Optional.of(new OfCall.Failing());
    }
    List<Delayed> due = delayed.stream().filter(Delayed::isDue).toList();
    delayed.removeAll(due);
    due.forEach(d -> add(d.fault));
    if (held > 0) {
      held--;
      return Optional.of(new OfCall.Held(heldFor));
    }
    if (cutOff > 0) {
      cutOff--;
      return Optional.of(new OfCall.CutOff());
    }
    if (unanswered > 0) {
      unanswered--;
      return Optional.of(new OfCall.Unanswered());
    }
    if (failing > 0) {
      failing--;
      return Optional.of(new OfCall.Failing());
    }
    if (throttled > 0) {
      throttled--;
      return Optional.of(new OfCall.Throttled(throttledSeconds));
    }
    return Optional.empty();
  }

  /** Whether this input is sent twice. */
  public synchronized boolean takeDuplicate() {
    return doubled > 0 && doubled-- > 0;
  }

  /** Whether this input lets the next one pass first. */
  public synchronized boolean takeOutOfOrder() {
    return swapped > 0 && swapped-- > 0;
  }

  /** Whether this input first comes with a wrong secret. */
  public synchronized boolean takeBadSignature() {
    return wronglySigned > 0 && wronglySigned-- > 0;
  }
}
