package dev.milena.egress;

import dev.milena.model.AccountRef;
import dev.milena.model.Delivery;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/**
 * One counter per arrow. Of commands: <em>received = delivered + rejected + expired + parked +
 * repeated + lost + erased + those that wait</em>. Of calls: each ends as delivered, throttled,
 * unreached, unconfirmed, rejected, readdressed or misconfigured. Tags are platform and account:
 * there are as many as there are accounts.
 */
@Singleton
class Counts {
  private static final String PREFIX = "milena.egress.";

  private final MeterRegistry meters;

  /** Finding a meter by its name and tags costs more than counting: each is found once. */
  private final Map<Key, Counter> counters = new ConcurrentHashMap<>();

  private final Map<Key, Timer> timers = new ConcurrentHashMap<>();

  /** One of an account's meters. */
  private record Key(Object what, AccountRef account) {}

  Counts(MeterRegistry meters) {
    this.meters = meters;
  }

  /** A command was read from Kafka, for the first time in this process. */
  void received(AccountRef account) {
    count("received", account);
  }

  /** A command has come to its end. */
  void ended(AccountRef account, End end) {
    counters.computeIfAbsent(new Key(end, account), key -> counter(word(end), account)).increment();
  }

  /** How a command can end. */
  enum End {
    DELIVERED,
    REJECTED,
    EXPIRED,
    PARKED,
    /** Done before: the router had to send it twice, or an owner before us did it. */
    REPEATED,
    /** Its text was gone from Kafka before it could be sent. */
    LOST,
    /** It belonged to somebody whom the hub was told to forget. */
    ERASED
  }

  /** A call has an outcome. */
  void called(AccountRef account, Delivery.Result result, Duration took) {
    counters
        .computeIfAbsent(
            new Key(result, account),
            key ->
                meters.counter(
                    PREFIX + "calls",
                    "platform",
                    account.platform(),
                    "account",
                    account.name(),
                    "result",
                    word(result)))
        .increment();
    timer("call", account).record(took);
  }

  /** From when Kafka took a command until it came to its end. */
  void took(AccountRef account, Duration wait) {
    timer("wait", account).record(wait);
  }

  /** A call is made once more although it may have been done. */
  void doubledRisk(AccountRef account) {
    count("doubled.risk", account);
  }

  /** An account was put on hold. */
  void held(AccountRef account) {
    count("misconfigured", account);
  }

  private void count(String what, AccountRef account) {
    counters.computeIfAbsent(new Key(what, account), key -> counter(what, account)).increment();
  }

  private Counter counter(String what, AccountRef account) {
    return meters.counter(PREFIX + what, "platform", account.platform(), "account", account.name());
  }

  private static String word(Enum<?> what) {
    return what.name().toLowerCase(Locale.ROOT);
  }

  private Timer timer(String what, AccountRef account) {
    return timers.computeIfAbsent(
        new Key(what, account),
        key ->
            Timer.builder(PREFIX + what)
                .tag("platform", account.platform())
                .tag("account", account.name())
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofMinutes(10))
                .register(meters));
  }

  /** A number that is looked at when somebody asks. */
  <T> void gauge(String what, T source, ToDoubleFunction<T> value) {
    meters.gauge(PREFIX + what, source, value);
  }
}
