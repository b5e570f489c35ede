package dev.milena.router.pipeline;

import dev.milena.model.AccountRef;
import dev.milena.router.pipeline.Case.Fate;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * One counter per arrow: <em>read = accepted + denied + expired + echo + loop + unknown_visitor +
 * poison + unreadable + duplicate</em>. Beside them, and part of accepted: reruns, unrouted.
 * Counted once a batch is safe, so that a batch that was tried again counts once.
 */
@ApplicationScoped
class Counts {
  private static final String PREFIX = "milena.router.";

  private final MeterRegistry meters;

  Counts(MeterRegistry meters) {
    this.meters = meters;
  }

  void finished(Draft draft, int unreadable) {
    draft.cases().forEach(this::finished);
    draft.repeats().forEach(a -> count("duplicate", a.event().account()));
    for (int i = 0; i < unreadable; i++) {
      meters
          .counter(
              PREFIX + "events",
              "outcome",
              "unreadable",
              "platform",
              "unknown",
              "account",
              "unknown")
          .increment();
    }
  }

  private void finished(Case c) {
    AccountRef account = c.event().account();
    count(outcome(c), account);
    if (c.again().isPresent()) {
      beside("reruns", account, 1);
    }
    if (c.fate() == Fate.ACCEPTED && c.decision().isPresent()) {
      beside("unrouted", account, 1);
    }
    c.commands().forEach(command -> beside("commands", command.to().accountRef(), 1));
  }

  private static String outcome(Case c) {
    return c.fate() == Fate.ACCEPTED
        ? "accepted"
        : c.decision().map(d -> d.outcome().name().toLowerCase(Locale.ROOT)).orElse("dropped");
  }

  private void count(String outcome, AccountRef account) {
    meters
        .counter(
            PREFIX + "events",
            "outcome",
            outcome,
            "platform",
            account.platform(),
            "account",
            account.name())
        .increment();
  }

  private void beside(String what, AccountRef account, int many) {
    meters
        .counter(PREFIX + what, "platform", account.platform(), "account", account.name())
        .increment(many);
  }

  /** A message that an event speaks of stayed unknown although it may be ours. */
  void degraded(int references) {
    meters.counter(PREFIX + "references.degraded").increment(references);
  }

  /** How long a batch took, and how old its oldest event was when it was done. */
  void took(Duration batch, int events, Instant oldest) {
    Timer.builder(PREFIX + "batch").publishPercentileHistogram().register(meters).record(batch);
    meters.summary(PREFIX + "batch.events").record(events);
    Timer.builder(PREFIX + "lag")
        .publishPercentileHistogram()
        .register(meters)
        .record(Duration.between(oldest, Instant.now()).abs());
  }
}
