package dev.milena.router.api.parked;

import dev.milena.bus.Parked;
import dev.milena.model.AccountRef;
import dev.milena.router.parked.ParkedRecord;
import dev.milena.router.parked.ParkedRecord.Decided;
import dev.milena.router.parked.ParkedRecord.Kind;
import dev.milena.router.parked.ParkedRecord.Place;
import dev.milena.router.parked.ParkedRecord.Verdict;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Asks for parked work, and writes down what is decided about it. The oldest comes first. */
@ApplicationScoped
class ParkedTable {
  private static final String COLUMNS =
      """
      id, record, kind, cause, account, conversation, type, attempts, replay, in_doubt, partition, position, parked_at,
      origin_topic, origin_position, first_seen, state, asked_at, asked_by
      """;

  private static final String LIST =
      "SELECT "
          + COLUMNS
          + " FROM parked WHERE "
          + ParkedFilter.CONDITION
          + " AND (first_seen, origin_position, id) > ($7, $8, $9)"
          + " ORDER BY first_seen, origin_position, id LIMIT $10";

  private static final String ONE = "SELECT " + COLUMNS + " FROM parked WHERE id = $1";

  /** Asked again, the first time counts: what was done about it was done since then. */
  private static final String DECIDE =
      "UPDATE parked SET state = $2, asked_at = coalesce(asked_at, now()), asked_by = coalesce(asked_by, $3)"
          + " WHERE id = $1 AND state IN ('parked', $2) RETURNING "
          + COLUMNS;

  /**
   * What is decided and not sent is taken once more: whoever decided it has died, or is just at it,
   * and sending it twice does nothing. Rows are locked in one order by all.
   */
  private static final String DECIDE_ALL =
      "UPDATE parked SET state = $7, asked_at = coalesce(asked_at, now()), asked_by = coalesce(asked_by, $8)"
          + " WHERE id IN (SELECT id FROM parked WHERE "
          + ParkedFilter.CONDITION
          + " AND (state = 'parked' OR state = $7 AND sent_at IS NULL)"
          + " AND ($7 = 'dropping' OR kind <> 'input' AND conversation IS NOT NULL)"
          + " ORDER BY first_seen, origin_position, id LIMIT $9 FOR UPDATE) RETURNING "
          + COLUMNS;

  private static final String SENT =
      "UPDATE parked SET sent_at = coalesce(sent_at, now()) WHERE id = $1";

  private final Pool pool;

  ParkedTable(Pool pool) {
    this.pool = pool;
  }

  Uni<List<ParkedRecord>> list(ParkedFilter filter, ParkedPosition behind, int many) {
    Tuple arguments =
        filter
            .arguments()
            .addOffsetDateTime(behind.firstSeen().atOffset(ZoneOffset.UTC))
            .addLong(behind.origin())
            .addUUID(behind.id())
            .addInteger(many);
    return pool.preparedQuery(LIST).execute(arguments).map(ParkedTable::records);
  }

  Uni<Optional<ParkedRecord>> find(UUID id) {
    return pool.preparedQuery(ONE).execute(Tuple.of(id)).map(ParkedTable::first);
  }

  /** Absent: it is not there, or the other verdict stands. */
  Uni<Optional<ParkedRecord>> decide(UUID id, Verdict verdict, String by) {
    return pool.preparedQuery(DECIDE)
        .execute(Tuple.of(id, verdict.state(), by))
        .map(ParkedTable::first);
  }

  /** Those of the oldest that the verdict can be passed on. */
  Uni<List<ParkedRecord>> decide(ParkedFilter filter, Verdict verdict, String by, int many) {
    Tuple arguments = filter.arguments().addString(verdict.state()).addString(by).addInteger(many);
    return pool.preparedQuery(DECIDE_ALL).execute(arguments).map(ParkedTable::records);
  }

  /** Kafka has what the verdict asks for. */
  Uni<Void> sent(ParkedRecord parked) {
    return pool.preparedQuery(SENT).execute(Tuple.of(parked.id())).replaceWithVoid();
  }

  private static Optional<ParkedRecord> first(RowSet<Row> rows) {
    return rows.stream().findFirst().map(ParkedTable::record);
  }

  private static List<ParkedRecord> records(RowSet<Row> rows) {
    return rows.stream()
        .map(ParkedTable::record)
        .sorted(
            Comparator.<ParkedRecord, ParkedPosition>comparing(
                ParkedPosition::of,
                Comparator.comparing(ParkedPosition::firstSeen)
                    .thenComparing(ParkedPosition::origin)
                    .thenComparing(p -> p.id().toString())))
        .toList();
  }

  private static ParkedRecord record(Row row) {
    Optional<String> conversation = Optional.ofNullable(row.getString("conversation"));
    Parked about =
        new Parked(
            row.getString("record"),
            AccountRef.parse(row.getString("account")),
            row.getString("cause"),
            row.getInteger("attempts"),
            row.getOffsetDateTime("first_seen").toInstant(),
            Optional.ofNullable(row.getString("origin_topic"))
                .map(topic -> new Parked.Origin(topic, row.getLong("origin_position"))),
            conversation,
            row.getInteger("replay"),
            row.getBoolean("in_doubt"),
            Optional.ofNullable(row.getString("type")));
    return new ParkedRecord(
        row.getUUID("id"),
        about,
        Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        conversation,
        new Place(row.getInteger("partition"), row.getLong("position")),
        row.getOffsetDateTime("parked_at").toInstant(),
        decision(row));
  }

  private static Optional<Decided> decision(Row row) {
    String state = row.getString("state");
    for (Verdict verdict : Verdict.values()) {
      if (verdict.state().equals(state)) {
        return Optional.of(
            new Decided(
                verdict, row.getOffsetDateTime("asked_at").toInstant(), row.getString("asked_by")));
      }
    }
    return Optional.empty();
  }
}
