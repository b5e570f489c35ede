package dev.milena.router.pipeline;

import dev.milena.model.AccountRef;
import dev.milena.router.pipeline.Case.Fate;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One counter per arrow: <em>read = accepted + denied + expired + overtaken + echo + loop +
 * unknown_visitor + unknown_platform + unknown_topic + too_large + poison + unreadable + duplicate
 * + erased</em>. Beside them, and part of accepted: reruns, unrouted. Counted once a batch is safe,
 * so that a batch that was tried again counts once.
 */
@ApplicationScoped
class Counts {
  private static final String PREFIX = "milena.router.";

  private final MeterRegistry meters;

  Counts(MeterRegistry meters) {
    this.meters = meters;
  }

  /** Adds a batch up before it asks for any counter: by far most of it is of a few accounts. */
  void finished(Draft draft, int unreadable) {
    Map<Arrow, Integer> sums = new HashMap<>();
    draft.cases().forEach(c -> finished(c, sums));
    draft.repeats().forEach(a -> add(sums, Arrow.event("duplicate", a.event().account())));
    if (unreadable > 0) {
      sums.put(Arrow.event("unreadable", new AccountRef("unknown", "unknown")), unreadable);
    }
    sums.forEach(
        (arrow, many) -> meters.counter(PREFIX + arrow.name(), arrow.tags()).increment(many));
  }

  /** A counter: its name, what tells it apart, and whose. */
  private record Arrow(String name, Optional<String> outcome, AccountRef account) {
    static Arrow event(String outcome, AccountRef account) {
      return new Arrow("events", Optional.of(outcome), account);
    }

    static Arrow beside(String name, AccountRef account) {
      return new Arrow(name, Optional.empty(), account);
    }

    Tags tags() {
      Tags whose = Tags.of("platform", account.platform(), "account", account.name());
      return outcome.map(o -> whose.and("outcome", o)).orElse(whose);
    }
  }

  private static void add(Map<Arrow, Integer> sums, Arrow arrow) {
    sums.merge(arrow, 1, Integer::sum);
  }

  private static void finished(Case c, Map<Arrow, Integer> sums) {
    AccountRef account = c.event().account();
    add(sums, Arrow.event(outcome(c), account));
    if (c.again().isPresent()) {
      add(sums, Arrow.beside("reruns", account));
    }
    if (c.fate() == Fate.ACCEPTED && c.decision().isPresent()) {
      add(sums, Arrow.beside("unrouted", account));
    }
    if (c.fate() == Fate.ACCEPTED) {
      c.topics().forEach(topic -> add(sums, Arrow.beside("routed", account)));
    }
    c.commands().forEach(command -> add(sums, Arrow.beside("commands", command.to().accountRef())));
  }

  private static String outcome(Case c) {
    return c.fate() == Fate.ACCEPTED
        ? "accepted"
        : c.decision()
            .map(d -> d.outcome().name())
            .orElse(c.fate().name())
            .toLowerCase(Locale.ROOT);
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
