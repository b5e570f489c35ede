package dev.milena.platform.testkit;

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
  private final List<Runnable> cutters = new CopyOnWriteArrayList<>();

  /** What goes wrong with one call of the hub. */
  sealed interface OfCall {
    record Throttled(int seconds) implements OfCall {}

    record Failing() implements OfCall {}

    record Unanswered() implements OfCall {}

    record CutOff() implements OfCall {}
  }

  /** Adds a fault. */
  public void add(PlatformSimulator.Fault fault) {
    switch (fault) {
      case PlatformSimulator.Fault.Throttle(int calls, int seconds) -> throttle(calls, seconds);
      case PlatformSimulator.Fault.ServerError(int calls) -> fail(calls);
      case PlatformSimulator.Fault.AcceptWithoutAnswer(int calls) -> leaveUnanswered(calls);
      case PlatformSimulator.Fault.ResetBeforeAccept(int calls) -> cutOff(calls);
      case PlatformSimulator.Fault.Duplicate(int inputs) -> repeat(inputs);
      case PlatformSimulator.Fault.OutOfOrder() -> swap();
      case PlatformSimulator.Fault.BadSignature(int inputs) -> signWrongly(inputs);
      case PlatformSimulator.Fault.Disconnect() -> cutters.forEach(Runnable::run);
    }
  }

  /** Registers what cuts the streams that are open now. */
  public void onDisconnect(Runnable cutter) {
    cutters.add(cutter);
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
