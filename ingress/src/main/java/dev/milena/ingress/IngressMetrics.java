package dev.milena.ingress;

import dev.milena.model.AccountRef;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One counter per arrow, so that {@code received = answered + refused + unavailable + taken} holds
 * for calls and batches of streams alike, and {@code appended} can be checked against what the
 * router reads. Tags are bounded: platforms and accounts that exist, and enums.
 */
@Singleton
class IngressMetrics {
  private final MeterRegistry registry;

  /** Asking the registry takes longer than counting. As many as accounts times arrows. */
  private final Map<Arrow, Counter> counters = new ConcurrentHashMap<>();

  private final AtomicInteger openStreams = new AtomicInteger();

  private final AtomicInteger connections = new AtomicInteger();

  IngressMetrics(MeterRegistry registry) {
    this.registry = registry;
    registry.gauge("milena.ingress.streams.open", openStreams);
    registry.gauge("milena.ingress.connections", connections);
  }

  /** Calls of webhooks for accounts that exist, and batches of streams. */
  void received(AccountRef account) {
    count("milena.ingress.received", account, 1);
  }

  /** Inputs that are in Kafka, or hold nothing to append. */
  void taken(AccountRef account) {
    count("milena.ingress.taken", account, 1);
  }

  void appended(AccountRef account, int events) {
    count("milena.ingress.appended", account, events);
  }

  void ignored(AccountRef account, int inputs) {
    count("milena.ingress.ignored", account, inputs);
  }

  void answered(AccountRef account) {
    count("milena.ingress.answered", account, 1);
  }

  void oversized(AccountRef account) {
    count("milena.ingress.oversized", account, 1);
  }

  /** Calls refused for a reason of the caller's; {@code cause} is one of a handful of words. */
  void refused(String cause) {
    registry.counter("milena.ingress.refused", "cause", cause).increment();
  }

  /**
   * Calls answered 503, and batches of streams that could not be appended.
   *
   * @param lost whether the platform does not repeat it
   */
  void unavailable(AccountRef account, boolean lost) {
    registry
        .counter("milena.ingress.unavailable", tags(account).and("lost", Boolean.toString(lost)))
        .increment();
  }

  /** Programs of people that are connected now. */
  void connections(int now) {
    connections.set(now);
  }

  void streamOpened() {
    openStreams.incrementAndGet();
  }

  void streamClosed() {
    openStreams.decrementAndGet();
  }

  void streamLost(AccountRef account, String kind) {
    registry.counter("milena.ingress.streams.lost", tags(account).and("kind", kind)).increment();
  }

  private void count(String name, AccountRef account, int n) {
    if (n > 0) {
      counters.computeIfAbsent(new Arrow(name, account), this::counter).increment(n);
    }
  }

  private record Arrow(String name, AccountRef account) {}

  private Counter counter(Arrow arrow) {
    return registry.counter(arrow.name(), tags(arrow.account()));
  }

  private static Tags tags(AccountRef account) {
    return Tags.of("platform", account.platform(), "account", account.name());
  }
}
