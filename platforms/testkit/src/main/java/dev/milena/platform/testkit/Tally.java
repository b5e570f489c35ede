package dev.milena.platform.testkit;

import java.util.concurrent.atomic.LongAdder;

/** Counts what goes through a simulator. Thread-safe. */
public final class Tally {
  private final LongAdder inputs = new LongAdder();
  private final LongAdder taken = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder givenUp = new LongAdder();
  private final LongAdder calls = new LongAdder();
  private final LongAdder accepted = new LongAdder();
  private final LongAdder throttled = new LongAdder();

  /** A person did something. */
  public void input() {
    inputs.increment();
  }

  /** The hub took an input. {@link WebhookSender} counts its own. */
  public void taken() {
    taken.increment();
  }

  /** The hub made the platform repeat. {@link WebhookSender} counts its own. */
  public void refused() {
    refused.increment();
  }

  /** The platform repeats an input no more. {@link WebhookSender} counts its own. */
  public void givenUp() {
    givenUp.increment();
  }

  /** The hub called. {@link SimulatorServer} counts this. */
  public void call() {
    calls.increment();
  }

  /** A message of the hub is in a chat. */
  public void accepted() {
    accepted.increment();
  }

  /** The hub broke a limit. */
  public void throttled() {
    throttled.increment();
  }

  public PlatformSimulator.Ledger ledger() {
    return new PlatformSimulator.Ledger(
        inputs.sum(),
        taken.sum(),
        refused.sum(),
        givenUp.sum(),
        calls.sum(),
        accepted.sum(),
        throttled.sum());
  }
}
