package dev.milena.router.api;

import dev.milena.bus.NotReadyException;
import dev.milena.bus.OverloadedException;
import dev.milena.router.api.Problem.Kind;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * What an exception says about the world outside.
 *
 * @param retryAfter when it may be over
 */
record Trouble(Problem problem, Duration retryAfter) {
  private static final Duration SOON = Duration.ofSeconds(1);

  /** Chains of causes are short; a longer one runs in a circle. */
  private static final int CAUSES_MAX = 16;

  private static final String UNIQUE_VIOLATION = "23505";

  /** The class of what cannot be a value: bounds and forms are checked before, NUL is not. */
  private static final String DATA = "22";

  /** Absent where the mistake is ours. */
  static Optional<Trouble> of(Throwable failure) {
    return Stream.iterate(failure, f -> f != null, Throwable::getCause)
        .limit(CAUSES_MAX)
        .map(Trouble::one)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<Trouble> one(Throwable failure) {
    return switch (failure) {
      case RecordTooLargeException e -> tooLarge();
      case KafkaException e -> away("Kafka did not take it", "Nothing was sent");
      case NotReadyException e -> away("Kafka has not been reached", "Nothing was sent");
      case OverloadedException e -> away("Kafka does not keep up", "Nothing was sent");
      case PgException e -> postgres(e);
      case ClosedConnectionException e -> away("Postgres is away", "Nothing was changed");
      case NoStackTraceThrowable e -> away("Postgres is away", "Nothing was changed");
      case IOException e -> away("Postgres is away", "Nothing was changed");
      case TimeoutException e -> away("Postgres or Kafka is slow", "It may have been done");
      default -> Optional.empty();
    };
  }

  private static Optional<Trouble> postgres(PgException e) {
    if (UNIQUE_VIOLATION.equals(e.getSqlState())) {
      return Optional.of(
          new Trouble(
              Problem.of(Kind.TAKEN, "Somebody has just made the same. Ask for it, then decide."),
              SOON));
    }
    if (e.getSqlState() != null && e.getSqlState().startsWith(DATA)) {
      return Optional.of(
          new Trouble(
              Problem.of(
                  Kind.INVALID, "A value holds a character that cannot be kept, such as NUL."),
              SOON));
    }
    return isAway(e.getSqlState())
        ? away("Postgres cannot do it now", "Nothing was changed")
        : Optional.empty();
  }

  /**
   * Classes of connection, rollback, resources, shutdown and system errors, and "read-only".
   *
   * @see <a href="https://www.postgresql.org/docs/18/errcodes-appendix.html">PostgreSQL error
   *     codes, read 2026-11-21</a>
   */
  private static boolean isAway(String sqlState) {
    return sqlState != null
        && (sqlState.equals("25006") || sqlState.matches("(08|40|53|55|57|58).{3}"));
  }

  private static Optional<Trouble> tooLarge() {
    return Optional.of(
        new Trouble(Problem.of(Kind.TOO_LARGE, "Kafka takes no record that large."), SOON));
  }

  private static Optional<Trouble> away(String what, String effect) {
    return Optional.of(
        new Trouble(
            Problem.of(Kind.UNAVAILABLE, what + ". " + effect + ". Try again in a moment."), SOON));
  }
}
