package dev.milena.router.memory;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Remembers where each event was first seen. One statement for a whole batch. */
@ApplicationScoped
public class Memory {
  /**
   * All live days are asked; what none knows goes into today's. Sorted, so that two routers cannot
   * lock each other out.
   */
  private static final String REMEMBER =
      """
      WITH incoming AS (
        SELECT * FROM unnest($1::uuid[], $2::int[], $3::bigint[]) AS i(event, partition, position)),
      known AS MATERIALIZED (
        SELECT s.event, s.topic, s.partition, s.position, s.at FROM seen s WHERE s.event = ANY($1)),
      added AS (
        INSERT INTO seen (day, event, topic, partition, position, at)
        SELECT $4, i.event, $5, i.partition, i.position, $6 FROM incoming i
         WHERE NOT EXISTS (SELECT FROM known k WHERE k.event = i.event)
         ORDER BY i.event
        ON CONFLICT DO NOTHING
        RETURNING event)
      SELECT event, topic, partition, position, at FROM known
      UNION ALL
      SELECT event, NULL, NULL, NULL, NULL FROM added
      """;

  /**
   * Says of each event whether it is new, and remembers it. The transaction must be committed
   * before anything is sent.
   *
   * @param sightings of one topic, each event once
   * @return by event; one that another router took at this very moment fails the whole call, which
   *     is then to be repeated
   */
  public Uni<Map<UUID, Remembered>> remember(
      SqlConnection connection, List<Sighting> sightings, Instant now) {
    if (sightings.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    List<Sighting> sorted =
        sightings.stream().sorted(Comparator.comparing(Sighting::event)).toList();
    LocalDate day = Days.day(now);
    Tuple arguments =
        Tuple.of(
            sorted.stream().map(Sighting::event).toArray(UUID[]::new),
            sorted.stream().map(Sighting::partition).toArray(Integer[]::new),
            sorted.stream().map(Sighting::position).toArray(Long[]::new),
            day,
            sorted.getFirst().topic(),
            now.atOffset(ZoneOffset.UTC));
    Map<UUID, Sighting> asked = new HashMap<>();
    sorted.forEach(s -> asked.put(s.event(), s));
    return connection
        .preparedQuery(REMEMBER)
        .execute(arguments)
        .map(rows -> {
          Map<UUID, Remembered> known = new HashMap<>();
          rows.forEach(
              row -> known.put(row.getUUID("event"), read(row, asked.get(row.getUUID("event")))));
          return all(asked, known);
        });
  }

  /**
   * Where some events were first seen.
   *
   * @param events by their hashes
   */
  public Uni<Map<UUID, Sighting>> find(SqlConnection connection, Collection<UUID> events) {
    if (events.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    return connection
        .preparedQuery("SELECT event, topic, partition, position FROM seen WHERE event = ANY($1)")
        .execute(Tuple.of((Object) events.stream().distinct().sorted().toArray(UUID[]::new)))
        .map(rows -> {
          Map<UUID, Sighting> found = new HashMap<>();
          rows.forEach(row ->
              found.put(
                  row.getUUID("event"),
                  new Sighting(
                      row.getUUID("event"),
                      row.getUUID("topic"),
                      row.getInteger("partition"),
                      row.getLong("position"))));
          return found;
        });
  }

  private static Remembered read(Row row, Sighting asked) {
    if (row.getUUID("topic") == null) {
      return new Remembered.New();
    }
    Sighting first =
        new Sighting(
            asked.event(),
            row.getUUID("topic"),
            row.getInteger("partition"),
            row.getLong("position"));
    return first.equals(asked)
        ? new Remembered.Again(row.getOffsetDateTime("at").toInstant())
        : new Remembered.Repeat();
  }

  private static Map<UUID, Remembered> all(Map<UUID, Sighting> asked, Map<UUID, Remembered> known) {
    if (known.size() < asked.size()) {
      throw new IllegalStateException(
          "Another router is taking the same events; the batch starts over");
    }
    return known;
  }
}
