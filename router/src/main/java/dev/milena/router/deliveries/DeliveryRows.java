package dev.milena.router.deliveries;

import dev.milena.model.ConversationRef;
import dev.milena.model.Delivery;
import dev.milena.model.Delivery.Result;
import dev.milena.router.memory.Days;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/**
 * The rows of what became of commands. Each method is one statement; rows are written in the order
 * of their ids.
 */
@ApplicationScoped
class DeliveryRows {
  /**
   * The day is the day of the writing; a command that is settled over midnight has two rows, and
   * the later one counts.
   */
  private static final String OUTCOMES =
      """
      INSERT INTO outcome AS o (day, command, conversation, key, cause, result, reason, step, steps, attempt, degraded, at)
      SELECT $11, i.command, i.conversation, i.key, i.cause, i.result, i.reason, i.step, i.steps, i.attempt,
             string_to_array(i.degraded, chr(31)), i.at
        FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::int[], $8::int[], $9::int[],
                    $10::text[], $12::timestamptz[])
          AS i(command, conversation, key, cause, result, reason, step, steps, attempt, degraded, at)
       ORDER BY i.command
      ON CONFLICT (command, day) DO UPDATE SET result = excluded.result, reason = excluded.reason, step = excluded.step,
        steps = excluded.steps, attempt = excluded.attempt, degraded = excluded.degraded, at = excluded.at,
        conversation = excluded.conversation, key = excluded.key
       WHERE o.at <= excluded.at
      """;

  private static final String SENT =
      """
      INSERT INTO sent (day, conversation, message, command, step)
      SELECT $5, i.* FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::int[]) AS i(conversation, message, command, step)
       ORDER BY i.conversation, i.message
      ON CONFLICT DO NOTHING
      """;

  private static final String BACK =
      "UPDATE link SET outage = NULL WHERE right_id = ANY($1) AND outage IS NOT NULL AND route IS NOT NULL";

  /**
   * Marks the desks that could not be handed a message, and says whom to tell. Told once, until
   * something is delivered there; told again when the very failure that was told is read once more.
   */
  private static final String OUT =
      """
      WITH failed AS (SELECT * FROM unnest($1::uuid[], $2::uuid[]) AS f(conversation, command))
      UPDATE link l SET outage = f.command
        FROM failed f, conversation v
       WHERE l.right_id = f.conversation AND l.route IS NOT NULL AND v.id = l.left_id
         AND (l.outage IS NULL OR l.outage = f.command)
         AND EXISTS (SELECT FROM relayed r WHERE r.command = f.command)
      RETURNING f.command, v.key
      """;

  /** A visitor who is to be told that a command of theirs came to nothing. */
  record Outage(UUID command, ConversationRef visitor) {}

  /**
   * @param latest one per command
   */
  Uni<Void> outcomes(SqlConnection connection, Collection<Report> latest, Instant now) {
    if (latest.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Map<UUID, Report> byCommand = new TreeMap<>();
    latest.forEach(r -> byCommand.put(r.command(), r));
    List<Report> sorted = List.copyOf(byCommand.values());
    Tuple arguments =
        Tuple.tuple()
            .addArrayOfUUID(sorted.stream().map(Report::command).toArray(UUID[]::new))
            .addArrayOfUUID(sorted.stream().map(Report::conversation).toArray(UUID[]::new))
            .addArrayOfString(texts(sorted, Delivery::key))
            .addArrayOfString(texts(sorted, d -> d.cause().orElse(null)))
            .addArrayOfString(texts(sorted, d -> d.result().name().toLowerCase(Locale.ROOT)))
            .addArrayOfString(texts(sorted, d -> d.reason().orElse(null)))
            .addArrayOfInteger(numbers(sorted, Delivery::step))
            .addArrayOfInteger(numbers(sorted, Delivery::steps))
            .addArrayOfInteger(numbers(sorted, Delivery::attempt))
            .addArrayOfString(texts(sorted, d -> String.join("\u001f", d.degraded())))
            .addLocalDate(Days.day(now))
            .addArrayOfOffsetDateTime(
                sorted.stream()
                    .map(r -> r.delivery().at().atOffset(ZoneOffset.UTC))
                    .toArray(OffsetDateTime[]::new));
    return connection.preparedQuery(OUTCOMES).execute(arguments).replaceWithVoid();
  }

  /** Which messages of the platform commands became. */
  Uni<Void> sent(SqlConnection connection, List<Report> reports, Instant now) {
    record Sent(UUID conversation, String message, UUID command, int step) {}
    List<Sent> rows =
        reports.stream()
            .filter(r -> r.is(Result.DELIVERED))
            .flatMap(r ->
                r.delivery().messageIds().stream()
                    .map(id -> new Sent(r.conversation(), id, r.command(), r.delivery().step())))
            .toList();
    if (rows.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Tuple arguments =
        Tuple.of(
            rows.stream().map(Sent::conversation).toArray(UUID[]::new),
            rows.stream().map(Sent::message).toArray(String[]::new),
            rows.stream().map(Sent::command).toArray(UUID[]::new),
            rows.stream().map(Sent::step).toArray(Integer[]::new),
            Days.day(now));
    return connection.preparedQuery(SENT).execute(arguments).replaceWithVoid();
  }

  /** Desks that take messages again. */
  Uni<Void> back(SqlConnection connection, List<Report> reports) {
    UUID[] desks =
        reports.stream()
            .filter(r -> r.is(Result.DELIVERED))
            .map(Report::conversation)
            .distinct()
            .sorted()
            .toArray(UUID[]::new);
    return desks.length == 0
        ? Uni.createFrom().voidItem()
        : connection.preparedQuery(BACK).execute(Tuple.of(desks)).replaceWithVoid();
  }

  Uni<List<Outage>> out(SqlConnection connection, List<Report> reports) {
    Map<UUID, UUID> failed = new TreeMap<>();
    reports.stream()
        .filter(Report::isFailure)
        .forEach(r -> failed.putIfAbsent(r.conversation(), r.command()));
    if (failed.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    Tuple arguments =
        Tuple.of(failed.keySet().toArray(UUID[]::new), failed.values().toArray(UUID[]::new));
    return connection
        .preparedQuery(OUT)
        .execute(arguments)
        .map(rows ->
            rows.stream()
                .map(row ->
                    new Outage(row.getUUID("command"), ConversationRef.parse(row.getString("key"))))
                .toList());
  }

  private static String[] texts(List<Report> rows, Function<Delivery, String> column) {
    return rows.stream().map(Report::delivery).map(column).toArray(String[]::new);
  }

  private static Integer[] numbers(List<Report> rows, Function<Delivery, Integer> column) {
    return rows.stream().map(Report::delivery).map(column).toArray(Integer[]::new);
  }
}
