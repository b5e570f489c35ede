package dev.milena.router.relay;

import dev.milena.model.ConversationRef;
import dev.milena.router.memory.Days;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Which message became which. Ids only. */
@ApplicationScoped
public class MessageMap {
  /**
   * From a message to the command that sent it (if it is ours), from there to the message it was
   * made of, and on to all copies of that.
   */
  private static final String FIND =
      """
      WITH asked AS (SELECT * FROM unnest($1::uuid[], $2::text[]) AS a(conversation, message)),
      root AS (
        SELECT a.conversation, a.message, s.command, coalesce(r.origin, a.conversation) AS origin,
               coalesce(r.message, a.message) AS root, o.key AS origin_key
          FROM asked a
          LEFT JOIN sent s ON s.conversation = a.conversation AND s.message = a.message
          LEFT JOIN relayed r ON r.command = s.command
          LEFT JOIN conversation o ON o.id = r.origin)
      SELECT root.*, c.target, c.thread, c.command AS copy,
             ARRAY(SELECT s.message FROM sent s WHERE s.command = c.command ORDER BY s.step) AS ids
        FROM root LEFT JOIN relayed c ON c.origin = root.origin AND c.message = root.root
      """;

  /**
   * A command that is not settled a minute after it was written hangs in a queue; nobody waits for
   * that.
   */
  private static final String PENDING =
      """
      SELECT DISTINCT r.target FROM relayed r
       WHERE r.target = ANY($1) AND r.at > $2::timestamptz - interval '60 s'
         AND NOT EXISTS (SELECT FROM outcome o WHERE o.command = r.command
                            AND o.result IN ('delivered', 'rejected', 'parked', 'expired'))
      """;

  private static final String WRITE =
      """
      INSERT INTO relayed (day, origin, message, target, thread, command, at)
      SELECT $6, i.*, $7 FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::uuid[]) AS i(origin, message, target, thread, command)
      ORDER BY i.command
      ON CONFLICT DO NOTHING
      """;

  /** Follows messages to where they are elsewhere. */
  public Uni<Map<Reference, Trail>> find(SqlClient client, Collection<Reference> references) {
    if (references.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    List<Reference> list = references.stream().distinct().toList();
    Tuple arguments =
        Tuple.tuple()
            .addArrayOfUUID(list.stream().map(Reference::conversation).toArray(UUID[]::new))
            .addArrayOfString(list.stream().map(Reference::message).toArray(String[]::new));
    return client.preparedQuery(FIND).execute(arguments).map(MessageMap::trails);
  }

  private static Map<Reference, Trail> trails(RowSet<Row> rows) {
    Map<Reference, Trail> trails = new HashMap<>();
    for (Row row : rows) {
      Reference asked = new Reference(row.getUUID("conversation"), row.getString("message"));
      Reference origin = new Reference(row.getUUID("origin"), row.getString("root"));
      Trail trail =
          trails.computeIfAbsent(
              asked,
              a ->
                  new Trail(row.getUUID("command") != null, origin, where(row), new ArrayList<>()));
      if (row.getUUID("copy") != null) {
        trail.copies().add(copy(row));
      }
    }
    return trails;
  }

  private static Optional<ConversationRef> where(Row row) {
    return Optional.ofNullable(row.getString("origin_key")).map(ConversationRef::parse);
  }

  private static Copy copy(Row row) {
    return new Copy(
        row.getUUID("target"),
        row.getString("thread"),
        row.getUUID("copy"),
        List.of(row.getArrayOfStrings("ids")));
  }

  /**
   * Which of these conversations have messages of ours on their way, whose ids are not known yet.
   */
  public Uni<Set<UUID>> pending(SqlClient client, Collection<UUID> conversations, Instant now) {
    return client
        .preparedQuery(PENDING)
        .execute(Tuple.of(conversations.toArray(UUID[]::new), now.atOffset(ZoneOffset.UTC)))
        .map(rows -> {
          Set<UUID> pending = new HashSet<>();
          rows.forEach(row -> pending.add(row.getUUID(0)));
          return pending;
        });
  }

  /** Writes down what a batch passes on. */
  public Uni<Void> write(SqlConnection connection, List<Passed> passed, Instant now) {
    if (passed.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    List<Passed> sorted = passed.stream().sorted(Comparator.comparing(Passed::command)).toList();
    Tuple arguments =
        Tuple.tuple()
            .addArrayOfUUID(
                sorted.stream().map(p -> p.origin().conversation()).toArray(UUID[]::new))
            .addArrayOfString(sorted.stream().map(p -> p.origin().message()).toArray(String[]::new))
            .addArrayOfUUID(sorted.stream().map(p -> p.far().id()).toArray(UUID[]::new))
            .addArrayOfString(
                sorted.stream().map(p -> p.far().thread().orElse("")).toArray(String[]::new))
            .addArrayOfUUID(sorted.stream().map(Passed::command).toArray(UUID[]::new))
            .addLocalDate(Days.day(now))
            .addOffsetDateTime(now.atOffset(ZoneOffset.UTC));
    return connection.preparedQuery(WRITE).execute(arguments).replaceWithVoid();
  }
}
