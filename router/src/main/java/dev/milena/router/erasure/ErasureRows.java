package dev.milena.router.erasure;

import dev.milena.model.AccountRef;
import dev.milena.model.ConversationRef;
import dev.milena.router.erasure.Erasure.Extent;
import dev.milena.router.erasure.Erasure.Step;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The rows about a person, and those of erasures. Each method is one statement. */
@ApplicationScoped
class ErasureRows {
  private static final String PARTICIPANTS =
      "SELECT id, platform, account, external_id FROM participant WHERE person = $1 ORDER BY id";

  /**
   * The chats in which they sit alone, and where routes have opened a conversation at a desk for
   * one of those and for nobody else.
   */
  private static final String CONVERSATIONS =
      """
      WITH chat AS (
        SELECT c.id FROM conversation c JOIN participant p ON p.id = c.participant WHERE p.person = $1),
      desk AS (
        SELECT c.id FROM link l JOIN conversation c ON c.id = l.right_id AND c.desk
         WHERE l.left_id IN (SELECT id FROM chat)
           AND NOT EXISTS (SELECT FROM link o WHERE o.right_id = c.id AND o.left_id NOT IN (SELECT id FROM chat)))
      SELECT id, key FROM conversation
       WHERE id IN (SELECT id FROM chat UNION SELECT id FROM desk)
          OR moved_to IN (SELECT id FROM chat UNION SELECT id FROM desk) ORDER BY id
      """;

  private static final String DECIDED =
      """
      (conversation = ANY($1) OR (account, sender) IN (SELECT * FROM unnest($2::text[], $3::text[])))
      """;

  private static final String EXTENT =
      """
      SELECT (SELECT count(*) FROM link WHERE left_id = ANY($1) OR right_id = ANY($1))::int AS links,
             ((SELECT count(*) FROM relayed WHERE origin = ANY($1) OR target = ANY($1))
               + (SELECT count(*) FROM sent WHERE conversation = ANY($1)))::int AS messages,
             (SELECT count(*) FROM outcome WHERE conversation = ANY($1))::int AS outcomes
      """;

  private static final String DECISIONS =
      "SELECT count(*)::int AS many FROM decision WHERE " + DECIDED;

  /** A cause is the id of an event, which holds that of the chat. */
  private static final String FORGET_CAUSES =
      """
      UPDATE outcome SET cause = NULL
       WHERE command IN (SELECT command FROM relayed WHERE origin = ANY($1)) AND conversation <> ALL($1)
      """;

  private static final List<String> FORGET_CHATS =
      List.of(
          "DELETE FROM outcome WHERE conversation = ANY($1)",
          "DELETE FROM relayed WHERE origin = ANY($1) OR target = ANY($1)",
          "DELETE FROM sent WHERE conversation = ANY($1)",
          "UPDATE conversation SET moved_to = NULL WHERE moved_to = ANY($1)",
          "DELETE FROM conversation WHERE id = ANY($1)");

  private static final String FORGET_DECISIONS = "DELETE FROM decision WHERE " + DECIDED;

  private static final List<String> FORGET_PERSON =
      List.of(
          "DELETE FROM link_attempt WHERE caller = 'person ' || $1::uuid",
          "DELETE FROM participant WHERE person = $1",
          "DELETE FROM person WHERE id = $1");

  private static final String ADD =
      """
      INSERT INTO erasure (id, person_hash, person, requested_by, at, step, participants, conversations, links, messages,
                           outcomes, decisions)
      VALUES ($1, $2, $3, $4, $5, 'announce', $6, $7, $8, $9, $10, $11)
      """;

  private static final String ADD_NAMES =
      """
      INSERT INTO erased (name, at, erasure) SELECT n, $2, $3 FROM unnest($1::text[]) AS n ORDER BY n
      ON CONFLICT (name) DO UPDATE SET at = excluded.at, erasure = excluded.erasure
      """;

  private static final String FIND = "SELECT * FROM erasure WHERE id = $1";
  private static final String FIND_OF = "SELECT * FROM erasure WHERE person_hash = $1";
  private static final String OPEN =
      "SELECT * FROM erasure WHERE step <> 'done' ORDER BY at LIMIT 16";
  private static final String LIST =
      "SELECT * FROM erasure WHERE $1::uuid IS NULL OR id > $1 ORDER BY id LIMIT $2";
  private static final String NAMES = "SELECT name FROM erased WHERE erasure = $1 ORDER BY name";
  private static final String PERSON =
      "SELECT person FROM erasure WHERE id = $1 AND person IS NOT NULL";

  /** Whoever comes second finds the step done already. */
  private static final String ADVANCE =
      """
      UPDATE erasure SET step = $3, parked = parked + $4,
             person = CASE WHEN $2 = 'announce' THEN NULL ELSE person END,
             finished_at = CASE WHEN $3 = 'done' THEN now() END
       WHERE id = $1 AND step = $2
      """;

  private static final String EXPIRE = "DELETE FROM erased WHERE at < $1";

  /** Where somebody is known. */
  record Participant(UUID id, AccountRef account, String externalId) {
    String key() {
      return ConversationRef.senderKey(account, externalId);
    }
  }

  /** A chat that is theirs alone. */
  record Chat(UUID id, String key) {}

  /** All that leads to a person. */
  record Traces(List<Participant> participants, List<Chat> chats) {
    Stream<String> keys() {
      return Stream.concat(
          participants.stream().map(Participant::key), chats.stream().map(Chat::key));
    }

    private Tuple chatIds() {
      return Tuple.of(chats.stream().map(Chat::id).toArray(UUID[]::new));
    }

    private Tuple deciders() {
      return Tuple.of(
          chats.stream().map(Chat::key).toArray(String[]::new),
          participants.stream().map(p -> p.account().key()).toArray(String[]::new),
          participants.stream().map(Participant::externalId).toArray(String[]::new));
    }
  }

  Uni<Traces> traces(SqlClient sql, UUID person) {
    return all(sql, PARTICIPANTS, Tuple.of(person), ErasureRows::participant)
        .chain(participants ->
            all(sql, CONVERSATIONS, Tuple.of(person), ErasureRows::chat)
                .map(chats -> new Traces(participants, chats)));
  }

  private static Participant participant(Row row) {
    return new Participant(
        row.getUUID("id"),
        new AccountRef(row.getString("platform"), row.getString("account")),
        row.getString("external_id"));
  }

  private static Chat chat(Row row) {
    return new Chat(row.getUUID("id"), row.getString("key"));
  }

  Uni<Extent> extent(SqlClient sql, Traces traces) {
    return all(sql, DECISIONS, traces.deciders(), row -> row.getInteger("many"))
        .chain(decisions ->
            all(
                    sql,
                    EXTENT,
                    traces.chatIds(),
                    row ->
                        new Extent(
                            traces.participants().size(),
                            traces.chats().size(),
                            row.getInteger("links"),
                            row.getInteger("messages"),
                            row.getInteger("outcomes"),
                            decisions.getFirst()))
                .map(List::getFirst));
  }

  /** Everything about them, except that it was so. */
  Uni<Void> forget(SqlConnection c, UUID person, Traces traces) {
    return run(c, FORGET_DECISIONS, traces.deciders())
        .chain(() -> run(c, FORGET_CAUSES, traces.chatIds()))
        .chain(() -> runAll(c, FORGET_CHATS, traces.chatIds()))
        .chain(() -> runAll(c, FORGET_PERSON, Tuple.of(person)));
  }

  Uni<Void> add(SqlConnection c, Erasure e, String personHash, UUID person) {
    Tuple row =
        Tuple.from(
            List.of(
                e.id(),
                personHash,
                person,
                e.requestedBy(),
                utc(e.at()),
                e.extent().participants(),
                e.extent().conversations(),
                e.extent().links(),
                e.extent().messages(),
                e.extent().outcomes(),
                e.extent().decisions()));
    return run(c, ADD, row);
  }

  Uni<Void> addNames(SqlConnection c, Erasure e, List<String> names) {
    return run(c, ADD_NAMES, Tuple.of(names.toArray(String[]::new), utc(e.at()), e.id()));
  }

  Uni<Optional<Erasure>> find(SqlClient sql, UUID id) {
    return all(sql, FIND, Tuple.of(id), ErasureRows::erasure).map(l -> l.stream().findFirst());
  }

  Uni<Optional<Erasure>> findOf(SqlClient sql, String personHash) {
    return all(sql, FIND_OF, Tuple.of(personHash), ErasureRows::erasure)
        .map(l -> l.stream().findFirst());
  }

  Uni<List<Erasure>> list(SqlClient sql, Optional<UUID> after, int many) {
    return all(sql, LIST, Tuple.of(after.orElse(null), many), ErasureRows::erasure);
  }

  Uni<List<Erasure>> open(SqlClient sql) {
    return all(sql, OPEN, Tuple.tuple(), ErasureRows::erasure);
  }

  Uni<List<String>> names(SqlClient sql, UUID erasure) {
    return all(sql, NAMES, Tuple.of(erasure), row -> row.getString("name"));
  }

  /** Whom to tell of; absent once that is done. */
  Uni<Optional<UUID>> person(SqlClient sql, UUID erasure) {
    return all(sql, PERSON, Tuple.of(erasure), row -> row.getUUID("person"))
        .map(l -> l.stream().findFirst());
  }

  Uni<Void> advance(SqlClient sql, Erasure from, int parked) {
    Step next = from.step().next();
    return run(sql, ADVANCE, Tuple.of(from.id(), word(from.step()), word(next), parked));
  }

  Uni<Void> expire(SqlClient sql, Instant before) {
    return run(sql, EXPIRE, Tuple.of(utc(before)));
  }

  private static Erasure erasure(Row row) {
    return new Erasure(
        row.getUUID("id"),
        row.getString("requested_by"),
        row.getOffsetDateTime("at").toInstant(),
        Step.valueOf(row.getString("step").toUpperCase(Locale.ROOT)),
        new Extent(
            row.getInteger("participants"),
            row.getInteger("conversations"),
            row.getInteger("links"),
            row.getInteger("messages"),
            row.getInteger("outcomes"),
            row.getInteger("decisions")),
        row.getInteger("parked"),
        Optional.ofNullable(row.getOffsetDateTime("finished_at")).map(OffsetDateTime::toInstant));
  }

  private static <T> Uni<List<T>> all(
      SqlClient sql, String query, Tuple arguments, Function<Row, T> read) {
    return sql.preparedQuery(query)
        .execute(arguments)
        .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(read).toList());
  }

  private static Uni<Void> runAll(SqlClient sql, List<String> statements, Tuple arguments) {
    Uni<Void> all = Uni.createFrom().voidItem();
    for (String statement : statements) {
      all = all.chain(() -> run(sql, statement, arguments));
    }
    return all;
  }

  private static Uni<Void> run(SqlClient sql, String statement, Tuple arguments) {
    return sql.preparedQuery(statement).execute(arguments).replaceWithVoid();
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  private static String word(Step step) {
    return step.name().toLowerCase(Locale.ROOT);
  }
}
