package dev.milena.router.identity;

import dev.milena.model.ConversationRef;
import dev.milena.model.ConversationType;
import dev.milena.model.Participant;
import dev.milena.router.identity.Identified.Known;
import dev.milena.router.identity.Identified.Place;
import dev.milena.router.identity.Identities.Chat;
import dev.milena.router.identity.Identities.Person;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * The rows of people and places. Each method is one statement; rows are written in the order of
 * their ids.
 */
@ApplicationScoped
class IdentityRows {
  private static final String PUT_PEOPLE =
      """
      WITH incoming AS (
        SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bool[], $8::bool[])
          AS i(id, platform, account, external_id, name, username, bot, self)),
      put AS (
        INSERT INTO participant AS p (id, platform, account, external_id, person, name, username, bot, self)
        SELECT id, platform, account, external_id, gen_random_uuid(), name, username, bot, self FROM incoming ORDER BY id
        ON CONFLICT (id) DO UPDATE SET name = coalesce(excluded.name, p.name),
          username = coalesce(excluded.username, p.username), bot = excluded.bot, self = excluded.self OR p.self
        RETURNING p.id, p.person, p.linked_at IS NOT NULL AS linked),
      people AS (
        INSERT INTO person (id) SELECT person FROM put ORDER BY person ON CONFLICT DO NOTHING)
      SELECT id, person, linked FROM put
      """;

  private static final String PUT_PLACES =
      """
      WITH incoming AS (
        SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::uuid[], $10::text[], $11::timestamptz[], $12::text[])
          AS i(id, key, platform, account, workspace, external_id, kind, title, participant, session, open_until, heard)),
      put AS (
        INSERT INTO conversation AS c (id, key, platform, account, workspace, external_id, kind, title, participant, session, open_until, heard)
        SELECT * FROM incoming ORDER BY id
        ON CONFLICT (id) DO UPDATE SET kind = coalesce(excluded.kind, c.kind), title = coalesce(excluded.title, c.title),
          session = coalesce(excluded.session, c.session),
          heard = CASE WHEN excluded.open_until >= coalesce(c.open_until, excluded.open_until)
                       THEN coalesce(excluded.heard, c.heard) ELSE c.heard END,
          open_until = greatest(c.open_until, excluded.open_until),
          participant = CASE WHEN c.desk THEN NULL ELSE coalesce(c.participant, excluded.participant) END
        RETURNING c.id, c.participant, c.desk)
      SELECT put.id, put.desk, p.external_id, p.name, p.username, p.bot, p.person, p.linked_at IS NOT NULL AS linked
        FROM put LEFT JOIN participant p ON p.id = put.participant
      """;

  /**
   * Where a person is linked only those places count; desks belong to somebody else. At most 16
   * places of one person.
   */
  private static final String REACH =
      """
      SELECT person, key FROM (
        SELECT p.person, c.key, row_number() OVER (PARTITION BY p.person ORDER BY c.created_at DESC, c.key) AS n
          FROM participant p JOIN conversation c ON c.participant = p.id
         WHERE p.person = ANY($1) AND NOT c.desk AND NOT c.blocked AND c.moved_to IS NULL
           AND (p.linked_at IS NOT NULL
                OR NOT EXISTS (SELECT FROM participant q WHERE q.person = p.person AND q.linked_at IS NOT NULL))) r
       WHERE n <= 16 ORDER BY person, n
      """;

  private static final String BLOCK =
      """
      UPDATE conversation c SET blocked = b.blocked FROM unnest($1::uuid[], $2::bool[]) AS b(id, blocked)
       WHERE c.id = b.id AND c.blocked <> b.blocked
      """;

  Uni<Map<UUID, Known>> putPeople(SqlConnection connection, List<Person> people) {
    if (people.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    Map<UUID, Participant> participants = new HashMap<>();
    people.forEach(p -> participants.put(p.id(), p.participant()));
    Tuple arguments =
        Tuple.tuple()
            .addArrayOfUUID(people.stream().map(Person::id).toArray(UUID[]::new))
            .addArrayOfString(texts(people, p -> p.account().platform()))
            .addArrayOfString(texts(people, p -> p.account().name()))
            .addArrayOfString(texts(people, p -> p.participant().id()))
            .addArrayOfString(texts(people, p -> p.participant().name().orElse(null)))
            .addArrayOfString(texts(people, p -> p.participant().username().orElse(null)))
            .addArrayOfBoolean(
                people.stream().map(p -> p.participant().bot()).toArray(Boolean[]::new))
            .addArrayOfBoolean(
                people.stream().map(p -> p.participant().self()).toArray(Boolean[]::new));
    return connection
        .preparedQuery(PUT_PEOPLE)
        .execute(arguments)
        .map(rows -> people(rows, participants));
  }

  private static Map<UUID, Known> people(RowSet<Row> rows, Map<UUID, Participant> participants) {
    Map<UUID, Known> known = new HashMap<>();
    for (Row row : rows) {
      UUID id = row.getUUID("id");
      known.put(
          id, new Known(participants.get(id), row.getUUID("person"), row.getBoolean("linked")));
    }
    return known;
  }

  Uni<Map<UUID, Place>> putPlaces(SqlConnection connection, List<Chat> chats) {
    if (chats.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    Tuple arguments =
        Tuple.tuple()
            .addArrayOfUUID(chats.stream().map(Chat::id).toArray(UUID[]::new))
            .addArrayOfString(texts(chats, c -> c.ref().key()))
            .addArrayOfString(texts(chats, c -> c.ref().account().platform()))
            .addArrayOfString(texts(chats, c -> c.ref().account().name()))
            .addArrayOfString(texts(chats, c -> c.ref().workspace().orElse(null)))
            .addArrayOfString(texts(chats, c -> c.ref().id()))
            .addArrayOfString(
                texts(chats, c -> c.conversation().type().map(IdentityRows::word).orElse(null)))
            .addArrayOfString(texts(chats, c -> c.conversation().title().orElse(null)))
            .addArrayOfUUID(chats.stream().map(c -> c.seat().orElse(null)).toArray(UUID[]::new))
            .addArrayOfString(texts(chats, c -> c.conversation().session().orElse(null)))
            .addArrayOfOffsetDateTime(
                chats.stream()
                    .map(c ->
                        c.conversation()
                            .openUntil()
                            .map(t -> t.atOffset(ZoneOffset.UTC))
                            .orElse(null))
                    .toArray(OffsetDateTime[]::new))
            .addArrayOfString(texts(chats, c -> c.heard().orElse(null)));
    return connection.preparedQuery(PUT_PLACES).execute(arguments).map(IdentityRows::places);
  }

  private static Map<UUID, Place> places(RowSet<Row> rows) {
    Map<UUID, Place> known = new HashMap<>();
    rows.forEach(
        row -> known.put(row.getUUID("id"), new Place(seated(row), row.getBoolean("desk"))));
    return known;
  }

  private static Optional<Known> seated(Row row) {
    return Optional.ofNullable(row.getString("external_id"))
        .map(id ->
            new Known(
                new Participant(
                    id,
                    Optional.ofNullable(row.getString("name")),
                    Optional.ofNullable(row.getString("username")),
                    row.getBoolean("bot"),
                    false),
                row.getUUID("person"),
                row.getBoolean("linked")));
  }

  Uni<Map<UUID, List<ConversationRef>>> reach(SqlConnection connection, List<UUID> persons) {
    if (persons.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    return connection
        .preparedQuery(REACH)
        .execute(Tuple.tuple().addArrayOfUUID(persons.toArray(UUID[]::new)))
        .map(rows -> {
          Map<UUID, List<ConversationRef>> found = new HashMap<>();
          rows.forEach(row ->
              found
                  .computeIfAbsent(row.getUUID("person"), p -> new ArrayList<>())
                  .add(ConversationRef.parse(row.getString("key"))));
          return found;
        });
  }

  Uni<Void> block(SqlConnection connection, Map<UUID, Boolean> blocked) {
    if (blocked.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    List<UUID> ids = blocked.keySet().stream().sorted().toList();
    Tuple arguments =
        Tuple.tuple()
            .addArrayOfUUID(ids.toArray(UUID[]::new))
            .addArrayOfBoolean(ids.stream().map(blocked::get).toArray(Boolean[]::new));
    return connection.preparedQuery(BLOCK).execute(arguments).replaceWithVoid();
  }

  private static String word(ConversationType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }

  private static <T> String[] texts(List<T> rows, Function<T, String> column) {
    return rows.stream().map(column).toArray(String[]::new);
  }
}
